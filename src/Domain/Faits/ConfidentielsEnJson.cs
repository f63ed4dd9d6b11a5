using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accompagnement.Domain.Faits;

internal sealed class IdentiteEnJson(bool entrant) : JsonConverter<IdentiteConfidentielle>
{
    public override IdentiteConfidentielle Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!entrant)
        {
            return new(reader.GetGuid());
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Une identité est un objet.");
        }

        var lecture = options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow ? Json.Exacte : Json.Stocke;
        var identite = (Identite)JsonSerializer.Deserialize(ref reader, lecture.GetTypeInfo(typeof(Identite)))!;
        var clair = JsonSerializer.SerializeToUtf8Bytes(identite, Json.Stocke.GetTypeInfo(typeof(Identite)));
        return new(ConfidentielsEnJson.Collecter(NatureSecret.Identite, clair));
    }

    public override void Write(Utf8JsonWriter writer, IdentiteConfidentielle value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Id);
}

internal sealed class TexteEnJson(bool entrant) : JsonConverter<TexteConfidentiel>
{
    public override TexteConfidentiel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        entrant
            ? new(ConfidentielsEnJson.Collecter(NatureSecret.Texte, Encoding.UTF8.GetBytes(reader.GetString()!)))
            : new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TexteConfidentiel value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Id);
}

internal sealed class CodeOuTexteEnJson(bool entrant) : JsonConverter<CodeOuTexte>
{
    private const string Prefixe = "coffre:";

    public override CodeOuTexte Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var texte = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("Un code est une chaîne.");
        if (!entrant && texte.StartsWith(Prefixe, StringComparison.Ordinal))
        {
            return CodeOuTexte.DuTexte(new(Guid.Parse(texte.AsSpan(Prefixe.Length))));
        }

        return Codes.EstCode(texte) && !texte.StartsWith(Prefixe, StringComparison.Ordinal)
            ? CodeOuTexte.DuCode(texte)
            : CodeOuTexte.DuTexte(new(ConfidentielsEnJson.Collecter(NatureSecret.Texte, Encoding.UTF8.GetBytes(texte))));
    }

    public override void Write(Utf8JsonWriter writer, CodeOuTexte value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class DonneesRectifieesEnJson(bool entrant) : JsonConverter<DonneesRectifiees>
{
    public override DonneesRectifiees Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Les données d'un fait sont un objet.");
        }

        var json = JsonElement.ParseValue(ref reader);
        return entrant ? DonneesRectifiees.Recues(json) : DonneesRectifiees.Scellees(json);
    }

    public override void Write(Utf8JsonWriter writer, DonneesRectifiees value, JsonSerializerOptions options)
    {
        if (!value.Scelle)
        {
            throw new InvalidOperationException("Corrected data may hold identities or texts: seal it before storing it.");
        }

        value.Json.WriteTo(writer);
    }
}

/// <summary>The identifier another system gave to a fact: anything printable, not too long.</summary>
internal sealed class IdentifiantExterneEnJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= CloudEvents.LongueurIdentifiant } texte
        && !texte.Any(char.IsControl)
            ? texte
            : throw new JsonException("L'identifiant d'un fait est une chaîne de 200 caractères au plus.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Strings that are not free: keys of sites, agents, structures, places. A sentence is refused.</summary>
internal sealed class CleEnJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var texte = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("Une chaîne est attendue.");
        return Codes.EstCle(texte) ? texte : throw new JsonException("Une clé tient en cent caractères, sans ponctuation de phrase.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal static class ConfidentielsEnJson
{
    public static Guid Collecter(NatureSecret nature, byte[] clair) =>
        (Collecte.Courante ?? throw new JsonException("No collection is open: a confidential text was met outside the reading of a fact."))
        .Ajouter(nature, clair);
}
