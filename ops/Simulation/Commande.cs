using System.Globalization;
using System.IO.Compression;

namespace Accompagnement.Simulation;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Commande(Parametres Parametres, string? Sortie, Uri? Vers, string? Jeton)
{
    public const string Aide = """
        ops/simuler : un département simulé, au format du contrat (NDJSON de CloudEvents, dans l'ordre de saisie).

          --personnes N        nombre de dossiers de personnes (3000)
          --depuis AAAA        première année (2013)
          --jusqua DATE        AAAA-MM-JJ, ou AAAA pour le 1er janvier : premier jour où plus rien n'est saisi (2026)
          --graine S           même graine, mêmes octets (1)
          --refus P            part de personnes avec une ligne à refuser, de 0 à 1 (0)
          --demo AAAA-MM-JJ    la démonstration, telle qu'au matin de ce jour (remplace les options ci-dessus)
          --sortie FICHIER     .ndjson ou .ndjson.gz ; écrit aussi FICHIER.verites.json et FICHIER.populations.csv (populations de
                               référence à la même échelle) ; sans elle, sur la sortie standard
          --vers URL           envoie à URL/api/evenements
          --jeton T            jeton porteur pour --vers
        """;

    public static Commande Lire(string[] args)
    {
        var parametres = new Parametres();
        string? sortie = null, jeton = null;
        Uri? vers = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var (option, valeur) = (args[i], i + 1 < args.Length ? args[i + 1] : throw new FormatException($"« {args[i]} » attend une valeur."));
            switch (option)
            {
                case "--personnes":
                    parametres = parametres with { Personnes = Nombre(option, valeur, 1, 20_000_000) };
                    break;
                case "--depuis":
                    parametres = parametres with { Depuis = new DateOnly(Nombre(option, valeur, 1995, 2060), 1, 1) };
                    break;
                case "--jusqua":
                    parametres = parametres with { Jusqua = Jour(option, valeur) };
                    break;
                case "--graine":
                    parametres = parametres with { Graine = ulong.TryParse(valeur, NumberStyles.None, CultureInfo.InvariantCulture, out var g) ? g : throw new FormatException("La graine est un nombre entier positif.") };
                    break;
                case "--refus":
                    parametres = parametres with { Refus = double.TryParse(valeur, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var p) && p is >= 0 and <= 1 ? p : throw new FormatException("« --refus » va de 0 à 1 (avec un point).") };
                    break;
                case "--demo":
                    parametres = Parametres.DeDemonstration(Jour(option, valeur));
                    break;
                case "--sortie":
                    sortie = valeur;
                    break;
                case "--vers":
                    vers = Uri.TryCreate(valeur, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new FormatException("« --vers » attend une adresse http.");
                    break;
                case "--jeton":
                    jeton = valeur;
                    break;
                default:
                    throw new FormatException($"Option inconnue : {option}");
            }
        }

        return parametres.Jusqua.DayNumber - parametres.Depuis.DayNumber < 365 || parametres.Jusqua.Year > 2065
            ? throw new FormatException("Il faut au moins une année entre --depuis et --jusqua, et finir avant 2065.")
            : vers is not null && sortie is not null
            ? throw new FormatException("« --sortie » ou « --vers », pas les deux.")
            : new Commande(parametres, sortie, vers, jeton);
    }

    public async Task<int> ExecuterAsync(CancellationToken ct)
    {
        var progres = new Progres(Console.Error, !Console.IsErrorRedirected);
        var simulateur = new Simulateur(Parametres) { Avancement = progres.Dire };
        if (Vers is not null)
        {
            return await Envoi.EnvoyerAsync(simulateur, progres, Vers, Jeton, ct);
        }

        if (Sortie is null)
        {
            await using var standard = Console.OpenStandardOutput();
            await using var tampon = new BufferedStream(standard, 1 << 20);
            progres.Finir(simulateur.Ecrire(tampon, null, ct));
            return 0;
        }

        await DansUnFichierAsync(simulateur, progres, Sortie, ct);
        return 0;
    }

    /// <summary>Under another name until it is whole: a file that is there is complete.</summary>
    private static async Task DansUnFichierAsync(Simulateur simulateur, Progres progres, string chemin, CancellationToken ct)
    {
        var provisoire = chemin + ".encours";
        try
        {
            Bilan bilan;
            await using (var verites = new MemoryStream())
            {
                await using (var fichier = new FileStream(provisoire, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
                await using (var compresse = chemin.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(fichier, CompressionLevel.Fastest) : null)
                await using (var tampon = new BufferedStream((Stream?)compresse ?? fichier, 1 << 20))
                {
                    bilan = simulateur.Ecrire(tampon, verites, ct);
                }

                await File.WriteAllBytesAsync($"{chemin}.verites.json", verites.ToArray(), ct);
                await File.WriteAllLinesAsync(
                    $"{chemin}.populations.csv",
                    simulateur.Populations().Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Population},{p.Territoire},{simulateur.Premiere},{p.Valeur}")).Prepend("population,territoire,annee,valeur"),
                    ct);
            }

            File.Move(provisoire, chemin, overwrite: true);
            progres.Finir(bilan);
        }
        finally
        {
            File.Delete(provisoire);
        }
    }

    private static int Nombre(string option, string valeur, int minimum, int maximum) =>
        int.TryParse(valeur, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= minimum && n <= maximum
            ? n
            : throw new FormatException($"« {option} » attend un nombre entier de {minimum} à {maximum}.");

    private static DateOnly Jour(string option, string valeur) =>
        valeur.Length == 4 ? new DateOnly(Nombre(option, valeur, 1996, 2065), 1, 1)
        : DateOnly.TryParseExact(valeur, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour) ? jour
        : throw new FormatException($"« {option} » attend AAAA-MM-JJ, ou AAAA.");
}
