using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>L'action se termine, avec son issue.</summary>
public sealed record TerminerAction(string ActionId, CodeOuTexte? Issue = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TerminerAction>(
        "actions/fin",
        "Terminer une action",
        "L'action se termine, avec son issue.",
        Decide,
        """{"actionId":"ACTION-2","issue":"emploi"}""");

    public static Decision Decide(TerminerAction commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ActionTerminee(commande.ActionId, commande.Issue));
}
