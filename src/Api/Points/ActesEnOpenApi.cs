using System.Text.Json;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Accompagnement.Api.Points;

/// <summary>Describes the body of each act from the table of acts: its fields in French, and the example that a test sends.</summary>
internal sealed class ActesEnOpenApi : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Acte>().FirstOrDefault() is { } acte)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = acte.Resume,
                Required = acte.Champs.Any(c => c.Obligatoire),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = Corps(acte), Example = JsonNode.Parse(acte.Exemple) },
                },
            };
            operation.Parameters =
            [
                .. operation.Parameters ?? [],
                Entete("If-Match", "La version lue, entre guillemets : refuse l'acte (412) si le flux a changé depuis, et dit ce qui a changé."),
                Entete("Idempotency-Key", "La même clé rend la première issue : répéter l'appel n'enregistre rien deux fois."),
            ];
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Entete(string nom, string description) =>
        new() { Name = nom, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSchema Corps(Acte acte) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = acte.Champs.Where(c => c.Obligatoire).Select(c => c.Nom).ToHashSet(),
        Properties = acte.Champs.DistinctBy(c => c.Nom).ToDictionary(c => c.Nom, c => (IOpenApiSchema)Champ(c.Nom, c.Type)),
    };

    private static OpenApiSchema Champ(string nom, Type declare)
    {
        var type = Nullable.GetUnderlyingType(declare) ?? declare;
        var schema = new OpenApiSchema { Description = LibellesFrancais.De(nom) };
        switch (type)
        {
            case { IsEnum: true }:
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetNames(type).Select(v => (JsonNode)JsonValue.Create(v.Any(char.IsLower) ? JsonNamingPolicy.CamelCase.ConvertName(v) : v)!)];
                break;
            case not null when type == typeof(bool):
                schema.Type = JsonSchemaType.Boolean;
                break;
            case not null when type == typeof(int):
                schema.Type = JsonSchemaType.Integer;
                break;
            case not null when type == typeof(decimal):
                schema.Type = JsonSchemaType.Number;
                break;
            case not null when type == typeof(Guid):
                (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
                break;
            case not null when type == typeof(DateOnly):
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date");
                break;
            case not null when type == typeof(DateTimeOffset):
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
                break;
            case not null when type == typeof(Mois):
                (schema.Type, schema.Pattern) = (JsonSchemaType.String, @"^\d{4}-\d{2}$");
                break;
            case not null when type == typeof(IdentiteConfidentielle):
                schema.Type = JsonSchemaType.Object;
                schema.Properties = typeof(Identite).GetConstructors()[0].GetParameters()
                    .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p => (IOpenApiSchema)Champ(JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p.ParameterType));
                break;
            case not null when type == typeof(string) || type == typeof(CodeOuTexte) || type == typeof(TexteConfidentiel):
                schema.Type = JsonSchemaType.String;
                break;
            case { IsGenericType: true }:
                schema.Type = JsonSchemaType.Array;
                schema.Items = Champ(nom, type.GetGenericArguments()[0]);
                break;
            default:
                schema.Type = JsonSchemaType.Object;
                break;
        }

        return schema;
    }
}
