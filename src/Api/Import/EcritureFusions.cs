using Accompagnement.EventStore.Etats;
using Npgsql;

namespace Accompagnement.Api.Import;

/// <summary>Keeps who absorbs whom, in the transaction of the facts that say so.</summary>
internal static class EcritureFusions
{
    public static IEnumerable<NpgsqlBatchCommand> Commandes(IReadOnlyDictionary<Guid, Absorption?> fusions)
    {
        foreach (var (absorbe, absorption) in fusions)
        {
            yield return absorption is { } a
                ? new("""
                    insert into accompagnement.fusions (absorbe, absorbant, survenu) values ($1, $2, $3)
                    on conflict (absorbe) do update set absorbant = excluded.absorbant, survenu = excluded.survenu
                    """)
                {
                    Parameters = { Valeur(absorbe), Valeur(a.Absorbant), Valeur(a.Survenu.UtcDateTime) },
                }
                : new("delete from accompagnement.fusions where absorbe = $1") { Parameters = { Valeur(absorbe) } };
        }
    }

    private static NpgsqlParameter<T> Valeur<T>(T valeur) => new() { TypedValue = valeur };
}
