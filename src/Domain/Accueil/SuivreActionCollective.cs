using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>La personne participe à une action collective.</summary>
public sealed record SuivreActionCollective(string ActionId, CodeOuTexte? Theme = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SuivreActionCollective>(
        "actions-collectives",
        "Suivre une action collective",
        "La personne participe à une action collective.",
        Decide,
        """{"actionId":"ATELIER-BUDGET-12","theme":"budget"}""");

    public static Decision Decide(SuivreActionCollective commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ActionCollectiveSuivie(commande.ActionId, commande.Theme));
}
