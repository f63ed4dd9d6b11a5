using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>L'issue de la saisine est connue.</summary>
public sealed record ConclureSaisine(Guid SaisineId, IssueSaisine Issue) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConclureSaisine>(
        "saisines-logement/issue",
        "Conclure la saisine",
        "L'issue de la saisine est connue.",
        Decide,
        """{"saisineId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a34","issue":"accede"}""");

    public static Decision Decide(ConclureSaisine commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new IssueLogement(commande.SaisineId, commande.Issue));
}
