using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Accompagnement.Domain.Faits;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Accompagnement.EventStore.Marten;

/// <summary>How Marten must be set up to share the database with the store of <c>src/EventStore</c>.</summary>
public static class Configuration
{
    /// <summary>A document store on tables that <see cref="Schema.SchemaInstaller"/> has made.</summary>
    public static DocumentStore Ouvrir(NpgsqlDataSource source, Action<StoreOptions>? encore = null) => DocumentStore.For(options =>
    {
        options.Connection(source);
        options.PourAccompagnement();
        encore?.Invoke(options);
    });

    /// <summary>Event names, JSON, metadata and append mode, for a host that registers Marten itself.</summary>
    public static void PourAccompagnement(this StoreOptions options)
    {
        options.DatabaseSchemaName = "public";
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(
            new JsonSerializerOptions(Json.Stocke)
            {
                // Headers and Marten's own documents are not in the generated context.
                TypeInfoResolver = JsonTypeInfoResolver.Combine(Json.Stocke.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
            },
            EnumStorage.AsString,
            Casing.CamelCase);
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        foreach (var type in TypeEvenement.Tous)
        {
            options.Events.MapEventType(type.Type, type.NomStocke);
        }
    }
}
