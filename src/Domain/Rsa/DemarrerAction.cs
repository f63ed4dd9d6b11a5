using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>La personne commence l'action prescrite.</summary>
public sealed record DemarrerAction(string ActionId, CodeOuTexte? Dispositif = null, string? Operateur = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DemarrerAction>(
        "actions/demarrage",
        "Démarrer une action",
        "La personne commence l'action prescrite.",
        Decide,
        """{"actionId":"ACTION-1"}""");

    public static Decision Decide(DemarrerAction commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ActionDemarree(commande.ActionId, commande.Dispositif, commande.Operateur));
}
