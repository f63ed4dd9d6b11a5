using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Trajectoires;

namespace Accompagnement.Api.Points;

/// <summary>Source-generated JSON of what the calls about people answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActeEnregistre))]
[JsonSerializable(typeof(IReadOnlyList<Changement>))]
[JsonSerializable(typeof(DossierEnJson))]
[JsonSerializable(typeof(PageDeChronologie))]
[JsonSerializable(typeof(DemandeDAccesExceptionnel))]
[JsonSerializable(typeof(AccesOuvert))]
[JsonSerializable(typeof(PageDAcces))]
[JsonSerializable(typeof(PageDAvis))]
[JsonSerializable(typeof(ReponseDeRecherche))]
internal sealed partial class JsonDesPoints : JsonSerializerContext;
