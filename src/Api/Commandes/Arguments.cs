using System.Globalization;
using Accompagnement.Api.Hote;

namespace Accompagnement.Api.Commandes;

/// <summary>Words and options of a command: <c>--nom valeur</c>, <c>--nom=valeur</c>.</summary>
public sealed class Arguments
{
    private const string VariableChaine = "ConnectionStrings__Accompagnement";
    private readonly List<string> mots = [];
    private readonly List<(string Nom, string Valeur)> options = [];

    public IReadOnlyList<string> Mots => mots;

    /// <exception cref="UsageException">An option has no value.</exception>
    public static Arguments Lire(IEnumerable<string> args)
    {
        var lus = new Arguments();
        string? attend = null;
        foreach (var arg in args)
        {
            if (attend is not null)
            {
                lus.options.Add((attend, arg));
                attend = null;
            }
            else if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                lus.mots.Add(arg);
            }
            else if (arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var egal)
            {
                lus.options.Add((arg[2..egal], arg[(egal + 1)..]));
            }
            else
            {
                attend = arg[2..];
            }
        }

        return attend is null ? lus : throw new UsageException($"L'option --{attend} attend une valeur.");
    }

    /// <exception cref="UsageException">An option that the command does not have.</exception>
    public Arguments Admettre(params string[] noms) =>
        options.FirstOrDefault(o => !noms.Contains(o.Nom)).Nom is { } inconnue ? throw new UsageException($"Option inconnue : --{inconnue}.") : this;

    public string? Option(string nom) => options.LastOrDefault(o => o.Nom == nom).Valeur;

    public IReadOnlyList<string> Options(string nom) => [.. options.Where(o => o.Nom == nom).SelectMany(o => o.Valeur.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <exception cref="UsageException">Not a number.</exception>
    public int Entier(string nom, int defaut) => Option(nom) is not { } texte
        ? defaut
        : int.TryParse(texte, NumberStyles.None, CultureInfo.InvariantCulture, out var valeur) ? valeur : throw new UsageException($"--{nom} attend un nombre.");

    /// <summary>The directory of the instance, and the server to use when the environment names one.</summary>
    public OptionsInstance Instance() => new(
        Path.GetFullPath(Option("donnees") ?? ".data"),
        Environment.GetEnvironmentVariable(VariableChaine) is { Length: > 0 } chaine ? chaine : null);
}
