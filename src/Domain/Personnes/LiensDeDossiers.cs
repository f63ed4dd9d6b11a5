using System.Text.Json;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>The other file that an event speaks of.</summary>
public static class LiensDeDossiers
{
    /// <summary>The file that an event says is absorbed: a merge, or the correction of one.</summary>
    public static Guid? Absorbe(IEvenement evenement) => evenement switch
    {
        DossiersFusionnes e => e.Absorbe,
        EvenementRectifie { Donnees.Json: { ValueKind: JsonValueKind.Object } json }
            when json.TryGetProperty("absorbe", out var absorbe) && absorbe.ValueKind == JsonValueKind.String && absorbe.TryGetGuid(out var id) => id,
        _ => null,
    };

    /// <summary>The file that is merged with that of the event, or was: a separation, too, is between two files.</summary>
    public static Guid? Lie(IEvenement evenement) => evenement is DossiersSepares e ? e.Absorbe : Absorbe(evenement);
}
