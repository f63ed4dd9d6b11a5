using System.Globalization;
using Accompagnement.Domain.Referentiels;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>One reference population.</summary>
/// <param name="Population">Its name: <c>mineurs</c>, <c>population_0_59_ans</c>…</param>
/// <param name="Territoire">The label of a territory of some cut.</param>
/// <param name="Annee">The year from which it holds, until a later one is given.</param>
/// <param name="Valeur">How many.</param>
public sealed record Denominateur(string Population, string Territoire, int Annee, decimal Valeur);

/// <summary>A line of denominators that cannot be taken, by its number.</summary>
public sealed class DenominateursIllisiblesException : FormatException
{
    public DenominateursIllisiblesException()
    {
    }

    public DenominateursIllisiblesException(string message)
        : base(message)
    {
    }

    public DenominateursIllisiblesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The reference populations that rates are computed over: data, loaded by an administrator.</summary>
public sealed class Denominateurs
{
    private readonly Dictionary<(string Population, string Territoire), List<(int Annee, decimal Valeur)>> valeurs = [];

    internal Denominateurs(IEnumerable<Denominateur> lignes)
    {
        foreach (var ligne in lignes.OrderBy(l => l.Annee))
        {
            var cle = (ligne.Population, ligne.Territoire);
            if (!valeurs.TryGetValue(cle, out var annees))
            {
                valeurs[cle] = annees = [];
            }

            annees.Add((ligne.Annee, ligne.Valeur));
        }
    }

    /// <summary>All that is known of some populations, in one order.</summary>
    internal IEnumerable<Denominateur> Des(IReadOnlySet<string> populations) =>
        valeurs.Where(v => populations.Contains(v.Key.Population))
            .OrderBy(v => v.Key.Population, StringComparer.Ordinal).ThenBy(v => v.Key.Territoire, StringComparer.Ordinal)
            .SelectMany(v => v.Value.Select(a => new Denominateur(v.Key.Population, v.Key.Territoire, a.Annee, a.Valeur)));

    /// <summary>The population of a territory in a year: the latest one known by then; null when there is none.</summary>
    public decimal? De(string population, string territoire, int annee)
    {
        if (valeurs.TryGetValue((population, territoire), out var annees) && annees.FindLastIndex(a => a.Annee <= annee) is >= 0 and var i)
        {
            return annees[i].Valeur;
        }

        return territoire == Territoires.LibelleDepartement ? Somme(population, annee) : null;
    }

    /// <summary>Reads the CSV of the contract: <c>population,territoire,annee,valeur</c>; comma or semicolon, header required.</summary>
    /// <exception cref="DenominateursIllisiblesException">A line is not of that form; the message says which and why, in French.</exception>
    public static async Task<IReadOnlyList<Denominateur>> LireCsvAsync(TextReader csv, CancellationToken ct = default)
    {
        var lignes = new List<Denominateur>();
        var numero = 0;
        while (await csv.ReadLineAsync(ct) is { } ligne)
        {
            numero++;
            if (numero == 1 || string.IsNullOrWhiteSpace(ligne))
            {
                continue;
            }

            var champs = ligne.Split(ligne.Contains(';', StringComparison.Ordinal) ? ';' : ',');
            if (champs.Length != 4
                || champs[0].Trim() is not { Length: > 0 and <= 100 } population
                || champs[1].Trim().Trim('"') is not { Length: > 0 and <= 100 } territoire
                || !int.TryParse(champs[2], NumberStyles.None, CultureInfo.InvariantCulture, out var annee)
                || !decimal.TryParse(champs[3].Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var valeur)
                || valeur < 0)
            {
                throw new DenominateursIllisiblesException($"Ligne {numero} : quatre champs sont attendus, population, territoire, annee, valeur (un nombre positif).");
            }

            lignes.Add(new(population, territoire, annee, valeur));
        }

        return lignes;
    }

    /// <summary>Records populations; one given again for the same territory and year replaces the one before.</summary>
    public static async Task EnregistrerAsync(NpgsqlDataSource source, IReadOnlyList<Denominateur> lignes, CancellationToken ct)
    {
        var uniques = lignes.GroupBy(l => (l.Population, l.Territoire, l.Annee)).Select(g => g.Last()).ToArray();
        await using var commande = source.CreateCommand("""
            insert into referentiels.denominateurs (population, territoire, annee, valeur) select * from unnest($1, $2, $3, $4)
            on conflict (population, territoire, annee) do update set valeur = excluded.valeur
            """);
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Population)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Territoire)] });
        commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. uniques.Select(l => l.Annee)] });
        commande.Parameters.Add(new NpgsqlParameter<decimal[]> { TypedValue = [.. uniques.Select(l => l.Valeur)] });
        await commande.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What a query must select, in this order, for <see cref="LireAsync"/>.</summary>
    internal const string Requete = "select population, territoire, annee, valeur from referentiels.denominateurs";

    internal static async Task<Denominateurs> LireAsync(NpgsqlDataReader lignes, CancellationToken ct)
    {
        var lues = new List<Denominateur>();
        while (await lignes.ReadAsync(ct))
        {
            lues.Add(new(lignes.GetString(0), lignes.GetString(1), lignes.GetInt32(2), lignes.GetDecimal(3)));
        }

        return new(lues);
    }

    /// <summary>The département is the sum of the territories in force, when all of them are known.</summary>
    private decimal? Somme(string population, int annee)
    {
        decimal somme = 0;
        foreach (var territoire in Territoires.PasDeCalais.Libelles(Decoupage.Depuis2016))
        {
            if (De(population, territoire, annee) is not { } valeur)
            {
                return null;
            }

            somme += valeur;
        }

        return somme;
    }
}
