using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>L'enfant est vu en bilan de quatre ans à l'école maternelle.</summary>
public sealed record RealiserBilanQuatreAns(string? AnneeScolaire = null, IReadOnlyList<CodeOuTexte>? Orientations = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserBilanQuatreAns>(
        "bilans-quatre-ans",
        "Réaliser le bilan de quatre ans",
        "L'enfant est vu en bilan de quatre ans à l'école maternelle.",
        Decide,
        """{"anneeScolaire":"2024-2025","orientations":["orthophoniste"]}""");

    public static Decision Decide(RealiserBilanQuatreAns commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new BilanQuatreAns(commande.AnneeScolaire, commande.Orientations));
}
