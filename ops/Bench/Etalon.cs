using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Accompagnement.Bench;

/// <summary>
/// How fast the machine is in the hour of a measure: fixed works that have nothing to do with the project, so that two tables can be
/// compared. A rented machine gives half of its speed at one hour and all of it at another.
/// </summary>
/// <param name="Tri">Milliseconds to sort a million numbers, by one thread.</param>
/// <param name="Memoire">Milliseconds to go a million steps through 64 MB, each to where the one before says.</param>
/// <param name="Postgres">Milliseconds for PostgreSQL to hash and count a million numbers.</param>
internal sealed record Etalon(double Tri, double Memoire, double Postgres)
{
    private const int Million = 1_000_000;
    private const int Passages = 7;

    public static async Task<Etalon> MesurerAsync(ServeurDeMesure serveur)
    {
        var hasard = new Random(1);
        var nombres = Enumerable.Range(0, Million).Select(_ => hasard.Next()).ToArray();

        // One cycle through all the places: no step can be foreseen.
        var pas = Enumerable.Range(0, 16 * Million).ToArray();
        for (var i = pas.Length - 1; i > 0; i--)
        {
            var autre = hasard.Next(i);
            (pas[i], pas[autre]) = (pas[autre], pas[i]);
        }

        await using var source = NpgsqlDataSource.Create(serveur.Chaine);
        return new(
            await MedianeAsync(() =>
            {
                Array.Sort((int[])nombres.Clone());
                return Task.CompletedTask;
            }),
            await MedianeAsync(() =>
            {
                var ici = 0;
                for (var i = 0; i < Million; i++)
                {
                    ici = pas[ici];
                }

                // Said to depend on where it ends, so that the walk is made.
                return ici < 0 ? throw new UnreachableException() : Task.CompletedTask;
            }),
            await MedianeAsync(async () =>
            {
                await using var commande = source.CreateCommand($"select count(*) from (select hashint4(n) % 1000, count(*) from generate_series(1, {Million}) n group by 1) h");
                await commande.ExecuteScalarAsync();
            }));
    }

    public override string ToString() => string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"étalon : tri {Tri:0} ms, mémoire {Memoire:0} ms, PostgreSQL {Postgres:0} ms");

    private static async Task<double> MedianeAsync(Func<Task> travail)
    {
        var durees = new double[Passages];
        for (var i = 0; i < Passages; i++)
        {
            var debut = Stopwatch.GetTimestamp();
            await travail();
            durees[i] = Stopwatch.GetElapsedTime(debut).TotalMilliseconds;
        }

        return durees.Order().ElementAt(Passages / 2);
    }
}
