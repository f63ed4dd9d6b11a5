using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Le foyer n'existe plus.</summary>
public sealed record DissoudreFoyer(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DissoudreFoyer>(
        "dissolution",
        "Dissoudre un foyer",
        "Le foyer n'existe plus.",
        Decide,
        """{"motif":"separation"}""",
        Flux.Foyer);

    public static Decision Decide(DissoudreFoyer commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new FoyerDissous(commande.Motif));
}
