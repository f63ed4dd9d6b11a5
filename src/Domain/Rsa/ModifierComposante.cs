using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le droit au RSA change de composante ou de majoration.</summary>
public sealed record ModifierComposante(Guid FoyerId, Composante Composante, bool? Majore = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ModifierComposante>(
        "droits-rsa/composante",
        "Modifier la composante",
        "Le droit au RSA change de composante ou de majoration.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a20","composante":"socleEtActivite"}""");

    public static Decision Decide(ModifierComposante commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ComposanteRsaModifiee(commande.FoyerId, commande.Composante, commande.Majore));
}
