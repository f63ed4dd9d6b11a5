using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Le foyer est constitué ; ses membres le rejoignent chacun dans leur dossier.</summary>
public sealed record ConstituerFoyer(TypeFoyer Type) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstituerFoyer>(
        "",
        "Constituer un foyer",
        "Le foyer est constitué ; ses membres le rejoignent chacun dans leur dossier.",
        Decide,
        """{"type":"famille"}""",
        Flux.Foyer);

    public static Decision Decide(ConstituerFoyer commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new FoyerConstitue(commande.Type));
}
