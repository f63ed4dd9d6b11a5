using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accompagnement.Domain.Acces;

/// <summary>The export as a person, or their next service, reads it: indented, camelCase, French letters as they are.</summary>
[JsonSerializable(typeof(ExportDuDossier))]
internal sealed partial class ExportEnJson : JsonSerializerContext
{
    public static ExportEnJson Lisible { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
