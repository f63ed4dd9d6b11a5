using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>Un agent devient référent de la personne dans un rôle ; plusieurs référents peuvent agir ensemble.</summary>
public sealed record DesignerReferent(RoleReferent Role, string Agent, string? Structure = null, bool? ChoisiParLaPersonne = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DesignerReferent>(
        "referents",
        "Désigner un référent",
        "Un agent devient référent de la personne dans un rôle ; plusieurs référents peuvent agir ensemble.",
        Decide,
        """{"role":"rsa","agent":"AGT-0042","structure":"MDS-ARRAS"}""");

    public static Decision Decide(DesignerReferent commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ReferentDesigne(commande.Role, commande.Agent, commande.Structure, commande.ChoisiParLaPersonne));
}
