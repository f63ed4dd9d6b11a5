using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne entre dans un foyer, dans un rôle.</summary>
public sealed record RejoindreFoyer(Guid FoyerId, RoleFoyer? Role = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RejoindreFoyer>(
        "foyers",
        "Rejoindre un foyer",
        "La personne entre dans un foyer, dans un rôle.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a22","role":"parent"}""");

    public static Decision Decide(RejoindreFoyer commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new FoyerRejoint(commande.FoyerId, commande.Role));
}
