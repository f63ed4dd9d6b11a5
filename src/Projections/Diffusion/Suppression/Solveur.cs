using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>No solver answered: exact values cannot be published without their audit.</summary>
public sealed class SolveurIndisponibleException : Exception
{
    public SolveurIndisponibleException()
    {
    }

    public SolveurIndisponibleException(string message)
        : base(message)
    {
    }

    public SolveurIndisponibleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// GLPK's <c>glpsol</c> (Debian package <c>glpk-utils</c>), run as a program on a problem in CPLEX LP format. It is used for the
/// suppression alone; nothing else of the product needs it.
/// </summary>
public sealed class Solveur(string programme = "glpsol", TimeSpan? delai = null)
{
    private readonly TimeSpan delai = delai ?? TimeSpan.FromMinutes(1);

    /// <summary>
    /// The values of the variables at the optimum, by name; of a problem in whole numbers, the best solution found in the time given.
    /// Null when there is no solution, or none was found.
    /// </summary>
    /// <exception cref="SolveurIndisponibleException">The program is missing, too slow, or stops without an answer.</exception>
    internal async Task<IReadOnlyDictionary<string, double>?> Resoudre(string probleme, CancellationToken jeton)
    {
        var dossier = Directory.CreateTempSubdirectory("suppression");
        try
        {
            var (entree, sortie) = (Path.Combine(dossier.FullName, "p.lp"), Path.Combine(dossier.FullName, "s.txt"));
            await File.WriteAllTextAsync(entree, probleme, Encoding.ASCII, jeton);
            var journal = await Lancer(["--lp", entree, "--tmlim", Math.Ceiling(delai.TotalSeconds).ToString(CultureInfo.InvariantCulture), "--write", sortie], jeton);
            return !File.Exists(sortie) ? throw new SolveurIndisponibleException($"{programme} n'a pas répondu : {journal}")
                : Lire(probleme, await File.ReadAllLinesAsync(sortie, jeton));
        }
        finally
        {
            dossier.Delete(recursive: true);
        }
    }

    /// <summary>The columns in the order in which the problem first names them, as glpsol numbers them.</summary>
    private static Dictionary<string, double>? Lire(string probleme, string[] lignes)
    {
        // "s bas|mip rows columns status… objective"; then "j number status value…" (bas) or "j number value" (mip).
        var tete = lignes.First(l => l.StartsWith("s ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var entier = tete[1] == "mip";
        var trouve = entier ? tete[4] is "o" or "f" : tete[4] == "f" && tete[5] == "f";
        if (!trouve)
        {
            return null;
        }

        var noms = Noms(probleme);
        var valeurs = new Dictionary<string, double>(noms.Count, StringComparer.Ordinal);
        foreach (var ligne in lignes.Where(l => l.StartsWith("j ", StringComparison.Ordinal)))
        {
            var champs = ligne.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            valeurs[noms[int.Parse(champs[1], CultureInfo.InvariantCulture) - 1]] = double.Parse(champs[entier ? 2 : 3], CultureInfo.InvariantCulture);
        }

        return valeurs;
    }

    private static List<string> Noms(string probleme)
    {
        var vus = new HashSet<string>(StringComparer.Ordinal);
        return [.. probleme.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(mot => Probleme.EstUneVariable(mot) && vus.Add(mot))];
    }

    private async Task<string> Lancer(string[] arguments, CancellationToken jeton)
    {
        using var limite = CancellationTokenSource.CreateLinkedTokenSource(jeton);
        limite.CancelAfter(2 * delai);
        var depart = new ProcessStartInfo(programme, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process processus;
        try
        {
            processus = Process.Start(depart)!;
        }
        catch (Win32Exception e)
        {
            throw new SolveurIndisponibleException($"Le programme {programme} n'est pas installé (paquet Debian glpk-utils).", e);
        }

        using (processus)
        {
            try
            {
                var erreurs = processus.StandardError.ReadToEndAsync(limite.Token);
                var journal = await processus.StandardOutput.ReadToEndAsync(limite.Token);
                await processus.WaitForExitAsync(limite.Token);
                return journal + await erreurs;
            }
            catch (OperationCanceledException)
            {
                processus.Kill();
                jeton.ThrowIfCancellationRequested();
                throw new SolveurIndisponibleException($"{programme} n'a pas répondu en {2 * delai}.");
            }
        }
    }
}
