using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Points;
using Accompagnement.Projections.Publications;

namespace Accompagnement.Api.Diffusion;

/// <summary>Source-generated JSON of the protected figures and the publications.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(APublier))]
[JsonSerializable(typeof(Retrait))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(PageDePublications))]
[JsonSerializable(typeof(PublicationComplete))]
[JsonSerializable(typeof(VerificationDePublication))]
[JsonSerializable(typeof(ComparaisonDePublications))]
[JsonSerializable(typeof(BilanAgregats))]
[JsonSerializable(typeof(RapportDeRetour))]
internal sealed partial class JsonDeLaDiffusion : JsonSerializerContext;
