using System.Text.Json.Nodes;

namespace Accompagnement.Domain.Upcasters;

/// <summary>
/// In version 1 of <c>ContratSigne</c> an objective was its code alone (<c>"objectifs":["emploi"]</c>). Since version 2 it is an
/// object, because an objective has its own term.
/// </summary>
public static class ContratSigneV1
{
    public static Upcaster Upcaster { get; } = new("ContratSigne", 1, Traduire);

    private static void Traduire(JsonObject data)
    {
        if (data["objectifs"] is not JsonArray objectifs)
        {
            return;
        }

        for (var i = 0; i < objectifs.Count; i++)
        {
            if (objectifs[i] is JsonValue code)
            {
                objectifs[i] = new JsonObject { ["code"] = code.DeepClone() };
            }
        }
    }
}
