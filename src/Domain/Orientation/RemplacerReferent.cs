using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>Un référent absent, muté ou parti laisse la place à un autre.</summary>
public sealed record RemplacerReferent(RoleReferent Role, string Ancien, string Nouveau, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RemplacerReferent>(
        "referents/remplacement",
        "Remplacer un référent",
        "Un référent absent, muté ou parti laisse la place à un autre.",
        Decide,
        """{"role":"ase","ancien":"AGT-0007","nouveau":"AGT-0043","motif":"absence"}""");

    public static Decision Decide(RemplacerReferent commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ReferentRemplace(commande.Role, commande.Ancien, commande.Nouveau, commande.Motif));
}
