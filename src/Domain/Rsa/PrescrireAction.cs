using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Une action d'insertion est prescrite.</summary>
public sealed record PrescrireAction(string ActionId, CodeOuTexte? Dispositif = null, string? Operateur = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<PrescrireAction>(
        "actions",
        "Prescrire une action",
        "Une action d'insertion est prescrite.",
        Decide,
        """{"actionId":"ACI-2025-17","dispositif":"chantierInsertion","operateur":"RENOUER"}""");

    public static Decision Decide(PrescrireAction commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ActionPrescrite(commande.ActionId, commande.Dispositif, commande.Operateur));
}
