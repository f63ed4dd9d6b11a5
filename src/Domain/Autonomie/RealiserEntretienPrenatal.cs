using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>La future mère est vue en entretien prénatal.</summary>
public sealed record RealiserEntretienPrenatal : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserEntretienPrenatal>(
        "entretiens-prenatals",
        "Réaliser l'entretien prénatal",
        "La future mère est vue en entretien prénatal.",
        Decide,
        """{}""");

    public static Decision Decide(RealiserEntretienPrenatal commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EntretienPrenatal());
}
