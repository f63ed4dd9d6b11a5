using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Import;
using Accompagnement.Api.Points;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Reponses;

/// <summary>Source-generated JSON of everything the API answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BilanImport))]
[JsonSerializable(typeof(IEnumerable<DefinitionDIndicateur>))]
[JsonSerializable(typeof(ReponseDeValeurs))]
[JsonSerializable(typeof(ReponsePortrait))]
[JsonSerializable(typeof(EtatDeSante))]
[JsonSerializable(typeof(IEnumerable<DecoupageDeReponse>))]
[JsonSerializable(typeof(BilanDenominateurs))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class JsonDeLApi : JsonSerializerContext;
