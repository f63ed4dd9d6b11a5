using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.EventStore.Postgres;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Commandes;

/// <summary>
/// Recomputes the chains of traces and events, and names the first row that was altered, removed or inserted. The two heads it
/// prints are to be noted outside the database and given back next time.
/// </summary>
public static class Verifier
{
    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        arguments.Admettre("donnees", "ancre-traces", "ancre-evenements");
        var (traces, evenements) = (Lire(arguments, "ancre-traces"), Lire(arguments, "ancre-evenements"));
        await using var instance = await Instance.OuvrirAsync(arguments.Instance(), proprietaire: false, ct);
        return await ExecuterAsync(instance, traces, evenements, Console.Out, Console.Error, ct);
    }

    /// <summary>Verifies an instance that is open.</summary>
    /// <returns>0 when nothing was touched, else 1.</returns>
    public static async Task<int> ExecuterAsync(Instance instance, Ancre? traces, Ancre? evenements, TextWriter sortie, TextWriter erreurs, CancellationToken ct)
    {
        using var store = new PostgresEventStore(instance.Source);
        var bilan = await new Verification(instance.Source).ExecuterAsync(traces, evenements, ct);
        if (bilan.Anomalie is { } anomalie)
        {
            await erreurs.WriteLineAsync($"Anomalie : {anomalie.Table}, ligne {anomalie.Ligne} ({anomalie.Atteinte.ToString().ToLowerInvariant()}). {anomalie.Detail}");
            return 1;
        }

        // What is not sealed yet was checked by nothing: it is sealed now, after what came before proved whole.
        var scelles = await new SceauDesEvenements(instance.Source, store).ScellerAsync(ct);
        bilan = scelles > 0 ? await new Verification(instance.Source).ExecuterAsync(traces, evenements, ct) : bilan;
        await sortie.WriteLineAsync($"""
            Rien n'a été touché : {bilan.Traces} traces et {bilan.Evenements} événements vérifiés, dont {scelles} scellés à l'instant.
            À noter hors de la base, pour la prochaine fois :
              --ancre-traces {bilan.TeteTraces.Numero}:{bilan.TeteTraces.Empreinte} --ancre-evenements {bilan.TeteEvenements.Numero}:{bilan.TeteEvenements.Empreinte}
            """);
        return 0;
    }

    private static Ancre? Lire(Arguments arguments, string option)
    {
        if (arguments.Option(option) is not { } texte)
        {
            return null;
        }

        return texte.Split(':') is [var numero, { Length: > 0 } empreinte] && long.TryParse(numero, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new(n, empreinte)
            : throw new UsageException($"--{option} est ce qu'une vérification a donné : NUMERO:EMPREINTE.");
    }
}
