using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>La personne accepte son orientation.</summary>
public sealed record ConfirmerOrientation(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConfirmerOrientation>(
        "orientations/confirmation",
        "Confirmer une orientation",
        "La personne accepte son orientation.",
        Decide,
        """{}""");

    public static Decision Decide(ConfirmerOrientation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new OrientationConfirmee(commande.Motif));
}
