using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>Une solution de logement est préconisée.</summary>
public sealed record PreconiserLogement(Guid SaisineId, CodeOuTexte? Type = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<PreconiserLogement>(
        "saisines-logement/preconisation",
        "Préconiser une solution",
        "Une solution de logement est préconisée.",
        Decide,
        """{"saisineId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a34","type":"intermediation"}""");

    public static Decision Decide(PreconiserLogement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PreconisationLogement(commande.SaisineId, commande.Type));
}
