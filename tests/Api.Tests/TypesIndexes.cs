using Accompagnement.Api.Acces;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;

namespace Accompagnement.Api.Tests;

/// <summary>A list of fifty names looks at the events that name people and their entourage, not at all that ever happened to them.</summary>
public sealed class TypesIndexes
{
    [Fact]
    public async Task Noms_et_entourage_se_trouvent_par_un_index_a_eux()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var bd = hote.Bd;
        foreach (var types in new[] { Entourage.Types, LecteurIdentites.Types })
        {
            (await PlanAsync(bd, FaitEnLigne.DeTypes(types))).ShouldContain("evenements_entourage");
        }

        // A type that the index does not have makes the whole list unfit for it.
        (await PlanAsync(bd, FaitEnLigne.DeTypes([.. Entourage.Types, TypeEvenement.DuNom("ContratSigne")!]))).ShouldNotContain("evenements_entourage");
    }

    /// <summary>As over a big base, where going through everything is out of the question; prepared, for any persons.</summary>
    private static async Task<string> PlanAsync(BaseDeTest bd, string sql)
    {
        await using var connexion = await bd.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var lot = connexion.CreateBatch();
        lot.BatchCommands.Add(new("set enable_seqscan = off"));
        lot.BatchCommands.Add(new("set enable_sort = off"));
        lot.BatchCommands.Add(new("set plan_cache_mode = force_generic_plan"));
        lot.BatchCommands.Add(new($"prepare noms (uuid[]) as {sql}"));
        lot.BatchCommands.Add(new("explain execute noms('{00000000-0000-0000-0000-000000000000}')"));
        await using var lignes = await lot.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = new List<string>();
        do
        {
            while (await lignes.ReadAsync(TestContext.Current.CancellationToken))
            {
                plan.Add(lignes.GetString(0));
            }
        }
        while (await lignes.NextResultAsync(TestContext.Current.CancellationToken));
        return string.Join('\n', plan);
    }
}
