using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>Des places sont momentanément indisponibles.</summary>
public sealed record BloquerPlaces(int Places, CodeOuTexte? Motif = null, string? Pour = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<BloquerPlaces>(
        "places-bloquees",
        "Bloquer des places",
        "Des places sont momentanément indisponibles.",
        Decide,
        """{"places":2,"motif":"travaux","pour":"mecs"}""",
        Flux.Structure);

    public static Decision Decide(BloquerPlaces commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PlacesBloquees(commande.Places, commande.Motif, commande.Pour));
}
