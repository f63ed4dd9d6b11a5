using System.Diagnostics;
using Accompagnement.Api.Import;

namespace Accompagnement.Api.Hote;

/// <summary>
/// What the process has done since it started, in numbers alone: no address, no account, no identifier ever comes in here, so what
/// comes out can be shown to whoever watches over the machines.
/// </summary>
public sealed class Compteurs
{
    private readonly long[] parStatut = new long[6];
    private readonly long[] parDuree = new long[Durees.Count + 1];
    private long duree;
    private long imports;
    private long importsInterrompus;
    private long acceptes;
    private long dejaConnus;
    private long rejetes;

    /// <summary>The bounds of the classes of durations, in seconds; beyond the last is one more class.</summary>
    public static IReadOnlyList<double> Durees { get; } = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Answers by the first digit of their status.</summary>
    public IReadOnlyList<long> ParStatut => Lire(parStatut);

    /// <summary>Answers by class of duration, each counted once.</summary>
    public IReadOnlyList<long> ParDuree => Lire(parDuree);

    /// <summary>How long all the answers took together.</summary>
    public TimeSpan Duree => TimeSpan.FromTicks(Interlocked.Read(ref duree));

    public long Imports => Interlocked.Read(ref imports);

    /// <summary>Imports whose end never came: a broken line, a false gzip, a failure.</summary>
    public long ImportsInterrompus => Interlocked.Read(ref importsInterrompus);

    public long Acceptes => Interlocked.Read(ref acceptes);

    public long DejaConnus => Interlocked.Read(ref dejaConnus);

    public long Rejetes => Interlocked.Read(ref rejetes);

    /// <summary>Counts a request and its answer; to run around everything else.</summary>
    public async Task CompterAsync(HttpContext http, RequestDelegate suite)
    {
        var debut = Stopwatch.GetTimestamp();
        var statut = StatusCodes.Status500InternalServerError;
        try
        {
            await suite(http);
            statut = http.Response.StatusCode;
        }
        finally
        {
            var ecoule = Stopwatch.GetElapsedTime(debut);
            var classe = 0;
            while (classe < Durees.Count && ecoule.TotalSeconds > Durees[classe])
            {
                classe++;
            }

            Interlocked.Increment(ref parStatut[Math.Clamp(statut / 100, 1, 5)]);
            Interlocked.Increment(ref parDuree[classe]);
            Interlocked.Add(ref duree, ecoule.Ticks);
        }
    }

    /// <summary>Counts an import while it runs; whatever ends it without an account of it interrupted it.</summary>
    public async Task<BilanImport> CompterAsync(Task<BilanImport> import)
    {
        try
        {
            var bilan = await import;
            Interlocked.Increment(ref imports);
            Interlocked.Add(ref acceptes, bilan.Acceptes);
            Interlocked.Add(ref dejaConnus, bilan.DejaConnus);
            Interlocked.Add(ref rejetes, bilan.Rejetes);
            return bilan;
        }
        catch
        {
            Interlocked.Increment(ref importsInterrompus);
            throw;
        }
    }

    private static long[] Lire(long[] nombres)
    {
        var lus = new long[nombres.Length];
        for (var i = 0; i < lus.Length; i++)
        {
            lus[i] = Interlocked.Read(ref nombres[i]);
        }

        return lus;
    }
}
