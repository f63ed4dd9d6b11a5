using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Faits;

/// <summary>How facts are written and read as JSON: camelCase names, codes as strings, nothing for what is not known.</summary>
public static class Json
{
    /// <summary>The form kept in the store: identities and texts are references to the coffre.</summary>
    public static JsonSerializerOptions Stocke { get; } = Options(entrant: false, strict: false);

    /// <summary>The form received: identities and texts are in the clear and go to the current <see cref="Collecte"/>.</summary>
    internal static JsonSerializerOptions Entrant { get; } = Options(entrant: true, strict: true);

    /// <summary>As <see cref="Entrant"/>, passing over members that the contract does not have.</summary>
    internal static JsonSerializerOptions EntrantTolerant { get; } = Options(entrant: true, strict: false);

    /// <summary>As <see cref="Stocke"/>, refusing members it does not know.</summary>
    internal static JsonSerializerOptions Exacte { get; } = Options(entrant: false, strict: true);

    /// <summary>A JSON value as UTF-8, texts written as they are.</summary>
    internal static byte[] Octets(JsonNode? json)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(octets, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (json is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                json.WriteTo(writer);
            }
        }

        return octets.WrittenSpan.ToArray();
    }

    private static JsonSerializerOptions Options(bool entrant, bool strict)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = strict ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip,
            AllowDuplicateProperties = false,
            MaxDepth = 32,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = entrant ? JsonTypeInfoResolver.Combine(JsonDuDomaine.Default, JsonDesActes.Default) : JsonDuDomaine.Default,
        };
        options.Converters.Add(new JsonStringEnumConverter(CodesEnJson.Instance, allowIntegerValues: false));
        options.Converters.Add(new MoisEnJson());
        options.Converters.Add(new InstantEnJson());
        options.Converters.Add(new IdentiteEnJson(entrant));
        options.Converters.Add(new TexteEnJson(entrant));
        options.Converters.Add(new CodeOuTexteEnJson(entrant));
        options.Converters.Add(new DonneesRectifieesEnJson(entrant));
        if (entrant)
        {
            options.Converters.Add(new CleEnJson());
        }

        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Codes in capitals stay as they are (<c>AEMO_J</c>), the others start with a small letter (<c>assistantFamilial</c>).</summary>
internal sealed class CodesEnJson : JsonNamingPolicy
{
    public static CodesEnJson Instance { get; } = new();

    public override string ConvertName(string name) =>
        name.Any(char.IsLower) ? CamelCase.ConvertName(name) : name;
}

internal sealed class MoisEnJson : JsonConverter<Mois>
{
    public override Mois Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> texte = stackalloc char[16];
        return reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= 16
            && Mois.TryParse(texte[..reader.CopyString(texte)], out var mois)
            ? mois
            : throw new JsonException("Un mois s'écrit AAAA-MM.");
    }

    public override void Write(Utf8JsonWriter writer, Mois value, JsonSerializerOptions options)
    {
        Span<char> texte = stackalloc char[16];
        value.TryFormat(texte, out var n);
        writer.WriteStringValue(texte[..n]);
    }
}

/// <summary>An instant with its offset (RFC 3339); a bare date is midnight in Paris.</summary>
internal sealed class InstantEnJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instants.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Un instant s'écrit selon la RFC 3339, avec son décalage.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>Instants as the contract writes them.</summary>
public static class Instants
{
    private static readonly string[] Formes = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>
    /// An instant as the store keeps that of recording: a fact of now must not seem, read back, to have happened after it was recorded.
    /// </summary>
    public static DateTimeOffset ALaMicroseconde(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Reads an RFC 3339 instant, which must carry its offset, or a bare date: midnight in Paris.</summary>
    public static bool TryParse(string? texte, out DateTimeOffset instant)
    {
        instant = default;
        if (texte is null)
        {
            return false;
        }

        if (texte.Length == 10)
        {
            if (!DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour))
            {
                return false;
            }

            instant = Calendrier.Minuit(jour);
            return true;
        }

        return TryParseComplet(texte, out instant);
    }

    /// <summary>Reads an RFC 3339 instant that carries its offset.</summary>
    public static bool TryParseComplet(string? texte, out DateTimeOffset instant)
    {
        instant = default;
        if (texte is null)
        {
            return false;
        }

        return TryParseCourant(texte, out instant)
            || (texte is { Length: >= 20 and <= 40 }
                && DateTimeOffset.TryParseExact(texte, Formes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant));
    }

    /// <summary>The usual form, to the second: <c>2015-03-12T00:00:00+01:00</c> or <c>…Z</c>.</summary>
    private static bool TryParseCourant(string t, out DateTimeOffset instant)
    {
        instant = default;
        var enUtc = t.Length == 20 && t[19] == 'Z';
        if (!enUtc && (t.Length != 25 || t[22] != ':' || t[19] is not ('+' or '-')))
        {
            return false;
        }

        if (t[4] != '-' || t[7] != '-' || t[10] != 'T' || t[13] != ':' || t[16] != ':'
            || !Nombre(t.AsSpan(0, 4), out var annee) || !Nombre(t.AsSpan(5, 2), out var mois) || !Nombre(t.AsSpan(8, 2), out var jour)
            || !Nombre(t.AsSpan(11, 2), out var heure) || !Nombre(t.AsSpan(14, 2), out var minute) || !Nombre(t.AsSpan(17, 2), out var seconde)
            || annee < 1 || mois is < 1 or > 12 || jour < 1 || jour > DateTime.DaysInMonth(annee, mois) || heure > 23 || minute > 59 || seconde > 59)
        {
            return false;
        }

        var decalage = 0;
        if (!enUtc)
        {
            if (!Nombre(t.AsSpan(20, 2), out var h) || !Nombre(t.AsSpan(23, 2), out var m) || h > 13 || m > 59)
            {
                return false;
            }

            decalage = (t[19] == '-' ? -1 : 1) * (h * 60 + m);
        }

        var local = new DateTime(annee, mois, jour, heure, minute, seconde, DateTimeKind.Unspecified);
        if (local.Year is < 2 or > 9998)
        {
            return false;
        }

        instant = new DateTimeOffset(local, TimeSpan.FromMinutes(decalage));
        return true;
    }

    private static bool Nombre(ReadOnlySpan<char> chiffres, out int nombre)
    {
        nombre = 0;
        foreach (var c in chiffres)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            nombre = nombre * 10 + (c - '0');
        }

        return true;
    }
}
