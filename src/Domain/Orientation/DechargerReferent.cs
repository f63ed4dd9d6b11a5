using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>Un référent cesse de l'être, sans remplaçant.</summary>
public sealed record DechargerReferent(RoleReferent Role, string Agent, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DechargerReferent>(
        "referents/decharge",
        "Décharger un référent",
        "Un référent cesse de l'être, sans remplaçant.",
        Decide,
        """{"role":"ase","agent":"AGT-0007","motif":"finDeSuivi"}""");

    public static Decision Decide(DechargerReferent commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ReferentDecharge(commande.Role, commande.Agent, commande.Motif));
}
