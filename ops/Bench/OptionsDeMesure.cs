using System.Globalization;

namespace Accompagnement.Bench;

/// <summary>What the subjects on a simulated département are asked with.</summary>
/// <param name="Faits">About how many events the département has.</param>
/// <param name="Donnees">Where its instance is kept from one run to the next; null for one that is gone at the end.</param>
/// <param name="Tirages">How many days are drawn for each page.</param>
internal sealed record OptionsDeMesure(long Faits, string? Donnees, int Tirages)
{
    /// <summary>The sizes of the départements compared; none for the usual ones.</summary>
    public IReadOnlyList<long> Tailles { get; init; } = [];

    /// <summary>Only the pages and calls whose address has this text in it; empty for all.</summary>
    public string Adresses { get; init; } = "";

    /// <summary>Takes the options out of the command line; what is left names the subjects.</summary>
    /// <exception cref="FormatException">An option has no value, or not a number.</exception>
    public static (OptionsDeMesure Options, string[] Sujets) Lire(string[] args)
    {
        var options = new OptionsDeMesure(250_000, null, 30);
        var sujets = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--faits":
                    options = options with { Faits = Nombre(args, ++i) };
                    break;
                case "--tirages":
                    options = options with { Tirages = (int)Nombre(args, ++i) };
                    break;
                case "--tailles":
                    options = options with { Tailles = [.. Valeur(args, ++i).Split(',').Select(t => Nombre(args, i, t))] };
                    break;
                case "--adresses":
                    options = options with { Adresses = Valeur(args, ++i) };
                    break;
                case "--donnees":
                    options = options with { Donnees = Valeur(args, ++i) };
                    break;
                default:
                    sujets.Add(args[i]);
                    break;
            }
        }

        return (options, [.. sujets]);
    }

    private static string Valeur(string[] args, int i) => i < args.Length ? args[i] : throw new FormatException($"« {args[i - 1]} » attend une valeur.");

    private static long Nombre(string[] args, int i) => Nombre(args, i, Valeur(args, i));

    private static long Nombre(string[] args, int i, string valeur) =>
        long.TryParse(valeur, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
            ? n
            : throw new FormatException($"« {args[i - 1]} » attend un nombre entier positif.");
}
