using System.Globalization;
using Accompagnement.EventStore;
using Accompagnement.Projections.Moteur;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>What must be true whatever happened: every fact once, streams without a hole, facts equal to a rebuild.</summary>
internal static class Integrite
{
    public static async Task VerifierAsync(HoteDeTest hote)
    {
        var store = hote.Services.GetRequiredService<IEventStore>();
        (await hote.Services.GetRequiredService<Hote.ProjectionEnContinu>().AttendreAsync(await store.SettleAsync(), TimeSpan.FromSeconds(60), CancellationToken.None)).ShouldBeTrue();
        var source = hote.Instance.Proprietaire;
        (await ValeurAsync<long>(source, "select count(*) - count(distinct id) from public.mt_events where type <> 'tombstone'")).ShouldBe(0);
        (await ValeurAsync<long>(source, """
            select count(*) from (
                select stream_id from public.mt_events where type <> 'tombstone' group by stream_id having count(*) <> max(version)) troues
            """)).ShouldBe(0);
        (await ValeurAsync<long>(source, """
            select count(*) from (
                select seq_id < lag(seq_id) over (partition by stream_id order by version) recule from public.mt_events where type <> 'tombstone') ordre
            where recule
            """)).ShouldBe(0);
        var avant = await FaitsAsync(source);
        await new Reconstruction(source, store).ExecuterAsync();
        (await FaitsAsync(source)).ShouldBe(avant);
    }

    private static async Task<string> FaitsAsync(NpgsqlDataSource source) => (await ValeurAsync<string>(source, """
        select (select coalesce(string_agg(e::text, '|' order by e::text), '') from faits.episodes e) || (select coalesce(string_agg(a::text, '|' order by a::text), '') from faits.actes a)
        """))!;

    public static async Task<T?> ValeurAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var commande = source.CreateCommand(sql);
        return await commande.ExecuteScalarAsync() is T valeur ? valeur : default;
    }

    /// <summary>The first lines of the file of Arrageois.</summary>
    public static string[] Lignes(int nombre)
    {
        using var fichier = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Donnees", "arrageois-2013-2015.ndjson.gz"));
        using var clair = new System.IO.Compression.GZipStream(fichier, System.IO.Compression.CompressionMode.Decompress);
        using var lecteur = new StreamReader(clair);
        return [.. Enumerable.Range(0, nombre).Select(_ => lecteur.ReadLine()!)];
    }

    /// <summary>The position that an answer gives.</summary>
    public static long Position(HttpResponseMessage reponse) => long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture);
}
