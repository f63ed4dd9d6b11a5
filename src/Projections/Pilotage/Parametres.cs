using System.Globalization;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>One weight, limit or threshold, from a day on.</summary>
/// <param name="Cle">What it sets: <c>limite.D1</c>, <c>poids.role.rsa</c>…</param>
/// <param name="Du">The first day it holds.</param>
/// <param name="Valeur">Days, a weight, or a load, as the key says.</param>
/// <param name="Source">The text or the person that says so.</param>
public sealed record Parametre(string Cle, DateOnly Du, decimal Valeur, string Source);

/// <summary>
/// The settings of the supervisors' figures, as they held on a day and as they were known on another. Months are counted as so
/// many days (30, 61, 91…), because delays are in whole days.
/// </summary>
public sealed class Parametres
{
    private static readonly DateOnly Toujours = DateOnly.MinValue;

    private readonly Dictionary<string, Parametre> enVigueur;

    private Parametres(IEnumerable<Parametre> parametres) => enVigueur = parametres.ToDictionary(p => p.Cle, StringComparer.Ordinal);

    /// <summary>What holds when nobody has set anything.</summary>
    public static IReadOnlyList<Parametre> ParDefaut { get; } =
    [
        new("limite.D1", Toujours, 30, "Schéma départemental de l'insertion 2023 : un mois"),
        new("limite.D1", new(2025, 1, 1), 42, "CASF D.262-65-2 (décret 2024-1244) : six semaines"),
        new("limite.D2", Toujours, 30, "Code du travail D.5411-14-1 : un mois"),
        new("limite.D3", Toujours, 91, "Choix du département : trois mois de la décision au démarrage"),
        new("limite.D4", Toujours, 1095, "Projet départemental : trois ans"),
        new("limite.D5", Toujours, 91, "CASF D.226-2-4 : trois mois"),
        new("limite.D6", Toujours, 61, "CRPA L.231-4 : deux mois"),
        new("limite.D6P", Toujours, 91, "Choix du département : trois mois de la demande au paiement"),
        new("limite.D7", Toujours, 15, "Choix du département : quinze jours"),
        new("limite.D8", Toujours, 61, "Loi 89-462, article 24 : deux mois"),
        new("seuil.silence", Toujours, 90, "Contrat des indicateurs, R1"),
        new("seuil.charge", Toujours, 60, "Choix du département : charge par ETP"),
        new("poids.intensite.simple", Toujours, 1, "Contrat des indicateurs, W2"),
        new("poids.intensite.renforcee", Toujours, 2, "Contrat des indicateurs, W2"),
    ];

    /// <summary>The settings in force.</summary>
    public IReadOnlyCollection<Parametre> Tous => enVigueur.Values;

    public int Limite(string code) => (int)Valeur($"limite.{code}", 0);

    /// <summary>Days without any event from which a file counts as lost from sight.</summary>
    public int Silence => (int)Valeur("seuil.silence", 90);

    /// <summary>The load per ETP beyond which an agent has too much.</summary>
    public decimal SeuilDeCharge => Valeur("seuil.charge", 60);

    public decimal PoidsRole(string role) => Valeur($"poids.role.{role}", 1);

    public decimal PoidsMesure(string type, bool renforcee) =>
        Valeur($"poids.mesure.{type}", 1) * Valeur(renforcee ? "poids.intensite.renforcee" : "poids.intensite.simple", 1);

    /// <summary>The defaults alone, as they hold on a day.</summary>
    public static Parametres Le(DateOnly jour) => new(ALaDate(ParDefaut, jour));

    /// <summary>What holds on a day, as it was known on another.</summary>
    public static async Task<Parametres> LireAsync(NpgsqlDataSource source, Vue vue, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select distinct on (cle, du) cle, du, valeur, source from referentiels.parametres
            where du <= $1 and (saisi_le at time zone 'Europe/Paris')::date <= $2
            order by cle, du, saisi_le desc
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.Au });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.VuAu });
        var lus = new List<Parametre>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            lus.Add(new(lignes.GetString(0), lignes.GetFieldValue<DateOnly>(1), lignes.GetDecimal(2), lignes.GetString(3)));
        }

        return new(ALaDate(ParDefaut.Concat(lus), vue.Au));
    }

    /// <summary>Every value there ever was or will be, by key, the first to hold first; one set twice for a day is what was set last.</summary>
    public static async Task<IReadOnlyList<Parametre>> HistoireAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select distinct on (cle, du) cle, du, valeur, source from referentiels.parametres order by cle, du, saisi_le desc");
        var lus = new List<Parametre>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            lus.Add(new(lignes.GetString(0), lignes.GetFieldValue<DateOnly>(1), lignes.GetDecimal(2), lignes.GetString(3)));
        }

        return [.. lus.Concat(ParDefaut).DistinctBy(p => (p.Cle, p.Du)).OrderBy(p => p.Cle, StringComparer.Ordinal).ThenBy(p => p.Du)];
    }

    /// <summary>Sets a value from a day on. The past is never set again: its figures stay what they were.</summary>
    /// <exception cref="ArgumentException">The key or the value is not admitted, or the day is past.</exception>
    public static async Task DefinirAsync(NpgsqlDataSource source, Parametre parametre, string auteur, DateOnly aujourdhui, CancellationToken ct)
    {
        Verifier(parametre, aujourdhui);
        await using var commande = source.CreateCommand(
            "insert into referentiels.parametres (cle, du, valeur, source, auteur) values ($1, $2, $3, $4, $5)");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parametre.Cle });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = parametre.Du });
        commande.Parameters.Add(new NpgsqlParameter<decimal> { TypedValue = parametre.Valeur });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parametre.Source });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = auteur });
        await commande.ExecuteNonQueryAsync(ct);
    }

    private static void Verifier(Parametre parametre, DateOnly aujourdhui)
    {
        if (!EstConnue(parametre.Cle))
        {
            throw new ArgumentException($"Le paramètre « {parametre.Cle} » n'existe pas.", nameof(parametre));
        }

        if (parametre.Du < aujourdhui)
        {
            throw new ArgumentException("Un paramètre change à partir d'aujourd'hui ou plus tard : le passé reste ce qu'il était.", nameof(parametre));
        }

        var minimum = parametre.Cle == "seuil.silence" ? Regles.ReglesActivite.SilenceMinimal : 0;
        if (parametre.Valeur < minimum || parametre.Valeur > 100_000)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"La valeur va de {minimum} à 100 000."), nameof(parametre));
        }
    }

    private static bool EstConnue(string cle) =>
        ParDefaut.Any(p => p.Cle == cle)
        || Noms.Roles.Any(r => cle == $"poids.role.{r}")
        || Noms.Mesures.Any(m => cle == $"poids.mesure.{m}");

    private static IEnumerable<Parametre> ALaDate(IEnumerable<Parametre> parametres, DateOnly jour) =>
        parametres.Where(p => p.Du <= jour).GroupBy(p => p.Cle, StringComparer.Ordinal).Select(g => g.OrderBy(p => p.Du).Last());

    private decimal Valeur(string cle, decimal defaut) => enVigueur.GetValueOrDefault(cle)?.Valeur ?? defaut;
}
