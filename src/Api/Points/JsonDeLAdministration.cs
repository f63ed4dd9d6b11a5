using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.Api.Points;

/// <summary>Source-generated JSON of what retention and traces take and answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageDeRegles))]
[JsonSerializable(typeof(SimulationDeConservation))]
[JsonSerializable(typeof(PageDeListes))]
[JsonSerializable(typeof(PageDeListe))]
[JsonSerializable(typeof(ConfirmationDeListe))]
[JsonSerializable(typeof(ExecutionDeListe))]
[JsonSerializable(typeof(PageDeTraces))]
[JsonSerializable(typeof(PageDeDoublons))]
internal sealed partial class JsonDeLAdministration : JsonSerializerContext;
