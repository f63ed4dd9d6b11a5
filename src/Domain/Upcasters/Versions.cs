using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Upcasters;

/// <summary>The versions of the data of every event. What was written once is read for ever.</summary>
public static class Versions
{
    private const int Premiere = 1;

    public static IReadOnlyList<Upcaster> Tous { get; } = [ContratSigneV1.Upcaster];

    /// <summary>The version that is written today.</summary>
    public static int Courante(string evenement) =>
        Tous.Where(u => u.Evenement == evenement).Select(u => u.De + 1).DefaultIfEmpty(Premiere).Max();

    /// <summary>The version a <c>dataschema</c> names at its end (<c>…/v2</c>); null when it names none.</summary>
    public static int? DuSchema(string? dataschema)
    {
        if (dataschema is null || dataschema.LastIndexOf("/v", StringComparison.Ordinal) is var debut && debut < 0)
        {
            return null;
        }

        return int.TryParse(dataschema.AsSpan(debut + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>Whether data of that version must be translated before it is read.</summary>
    public static bool EstAncienne(string evenement, int version) => version < Courante(evenement);

    /// <summary>The data in today's version. Throws <see cref="JsonException"/> when it is not an object.</summary>
    public static byte[] Moderniser(string evenement, int version, ReadOnlySpan<byte> data)
    {
        JsonObject objet;
        try
        {
            objet = JsonNode.Parse(data) as JsonObject ?? throw new JsonException("Les données d'un fait sont un objet.");
            foreach (var upcaster in Tous.Where(u => u.Evenement == evenement && u.De >= version).OrderBy(u => u.De))
            {
                upcaster.Traduire(objet);
            }
        }
        catch (ArgumentException repete)
        {
            throw new JsonException("Un champ est répété.", repete);
        }

        return Json.Octets(objet);
    }

    /// <summary>Whether older shapes of an event were ever written.</summary>
    public static bool EnAPlusieurs(string evenement) => Courante(evenement) > Premiere;
}
