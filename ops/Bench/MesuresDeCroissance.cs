using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Accompagnement.Api.Securite;

namespace Accompagnement.Bench;

/// <summary>
/// The same measures on départements of several sizes (one, five and twenty million events unless told otherwise), and how much
/// the last is above the first: what does not depend on the number of events stays near 1.
/// </summary>
internal static class MesuresDeCroissance
{
    private const int Echauffement = 3;
    private const int Tirages = 30;
    private static readonly long[] Tailles = [1_000_000, 5_000_000, 20_000_000];

    private static readonly (string Nom, string Adresse)[] Adresses =
    [
        ("portrait d'une année", "/api/rapports/portrait-territorial?annee={annee}"),
        ("listes d'attente", "/api/pilotage/listes-attente?au={jour}"),
        ("charge", "/api/pilotage/charge?au={jour}"),
        ("ruptures", "/api/pilotage/ruptures/nombres?par=site&au={jour}"),
        ("bureau d'un référent", "/api/agents/{agent}/file-active"),
    ];

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        var parTaille = new List<(long Taille, List<Mesure> Mesures)>();
        foreach (var taille in options.Tailles.Count > 0 ? options.Tailles : Tailles)
        {
            var mesures = await MesurerAsync(options with { Faits = taille, Donnees = null });
            parTaille.Add((taille, mesures));
            foreach (var m in mesures)
            {
                tableau.Ajouter($"{(taille / 1e6).ToString("0.##", CultureInfo.InvariantCulture)} M : {m.Nom}", m.Valeur, m.Unite, m.Cible, m.Atteinte);
            }
        }

        var (premiere, derniere) = (parTaille[0], parTaille[^1]);
        foreach (var (petite, grande) in premiere.Mesures.Zip(derniere.Mesures))
        {
            tableau.Ajouter($"croissance de {premiere.Taille / 1e6:0.##} à {derniere.Taille / 1e6:0.##} M : {petite.Nom}", grande.Valeur / petite.Valeur, "×");
        }
    }

    private sealed record Mesure(string Nom, double Valeur, string Unite, string Cible = "", bool? Atteinte = null);

    private static async Task<List<Mesure>> MesurerAsync(OptionsDeMesure options)
    {
        await using var departement = await DepartementDeMesure.OuvrirAsync(options);
        var rempli = departement.Rempli!;
        var import = rempli.Faits / rempli.Import.TotalSeconds;
        var mesures = new List<Mesure> { new("simulation et import ensemble", import, "faits/s") };
        var (rythme, memoire) = await ReconstruireAsync(departement);
        mesures.Add(new("reconstruction", rythme, "faits/s", "≥ 150 000", rythme >= 150_000));
        mesures.Add(new("— mémoire du processus alors", memoire, "Mo", "≤ 600", memoire <= 600));
        var octets = (await departement.LireAsync<long>("""
            select sum(pg_total_relation_size(c.oid))::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and (n.nspname = 'faits' or n.nspname = 'public' and c.relname in ('mt_events', 'mt_streams'))
            """))[0] / (double)rempli.Faits;
        mesures.Add(new("disque, faits et index compris", octets, "octets/fait", "≤ 900", octets <= 900));
        var agents = await departement.ReferentsAsync(20);
        using var superviseur = departement.Client(Roles.Superviseur);
        foreach (var (nom, adresse) in Adresses)
        {
            var (p50, p99, _) = await LireAsync(superviseur, adresse, agents);
            var cible = adresse.Contains("{agent}", StringComparison.Ordinal) ? 10 : 150;
            mesures.Add(new($"{nom}, p50", p50, "ms"));
            mesures.Add(new($"{nom}, p99", p99, "ms", $"≤ {cible}", p99 <= cible));
        }

        return mesures;
    }

    /// <summary>A second rebuild, the server being warm, in a process of its own as <c>ops/reconstruire</c> starts it; the most memory it had.</summary>
    private static async Task<(double ParSeconde, double Memoire)> ReconstruireAsync(DepartementDeMesure departement)
    {
        using var processus = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Accompagnement.Api.dll"), "reconstruire", "--donnees", departement.Instance.Options.Donnees])
        {
            RedirectStandardOutput = true,
        })!;
        var (sortie, maximum) = (processus.StandardOutput.ReadToEndAsync(), 0L);
        while (await Task.WhenAny(sortie, Task.Delay(200)) != sortie)
        {
            processus.Refresh();
            maximum = Math.Max(maximum, processus.HasExited ? 0 : processus.PeakWorkingSet64);
        }

        await processus.WaitForExitAsync();
        var rythme = Regex.Match(await sortie, @"\((\d+) faits/s\)");
        return rythme.Success ? (double.Parse(rythme.Groups[1].Value, CultureInfo.InvariantCulture), maximum / 1e6)
            : throw new InvalidOperationException($"The rebuild ended with {processus.ExitCode}: {await sortie}");
    }

    private static Task<(double P50, double P99, double Debut)> LireAsync(HttpClient client, string adresse, string[] agents)
    {
        var hasard = new Random(62);
        return Chrono.LireAsync(client, Echauffement, Tirages, () =>
        {
            var jour = new DateOnly(2014, 1, 1).AddDays(hasard.Next(11 * 365));
            return adresse.Replace("{jour}", jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{annee}", jour.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{agent}", agents[hasard.Next(agents.Length)], StringComparison.Ordinal);
        });
    }
}
