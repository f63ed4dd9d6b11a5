using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/pilotage/delais</c>; what has no meaning is null.</summary>
public sealed record LigneDelai(
    string Code, string Type, string Service, string Territoire, long Ouverts, long Clos, long EnCours, long Abandonnes,
    int? MedianeJours, int? P75Jours, int? P90Jours, double? MoyenneClosJours, double? PartDansLimite)
{
    public const string Entete =
        "code;type;service;territoire;ouverts;clos;en_cours;abandonnes;mediane_jours;p75_jours;p90_jours;moyenne_clos_jours;part_dans_limite";

    /// <summary>The limit that the share is about, in days.</summary>
    public int Limite { get; init; }

    /// <summary>The number of the type; null where the row is about all of them.</summary>
    [JsonIgnore]
    public short? Numero { get; init; }

    /// <summary>The survival of the waiting, to be drawn; null when nothing opened.</summary>
    [JsonIgnore]
    public KaplanMeier? Estimation { get; init; }

    /// <summary>The 95 % intervals of the median, P75 and P90.</summary>
    public Bornes IntervalleMediane { get; init; }

    public Bornes IntervalleP75 { get; init; }

    public Bornes IntervalleP90 { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs =>
        [Code, Type, Service, Territoire, Ouverts, Clos, EnCours, Abandonnes, MedianeJours, P75Jours, P90Jours, MoyenneClosJours, PartDansLimite];
}

/// <summary>
/// D1 to D8: time between two events, with what still waits (contract of the indicators, section 3). The cohort is what opened in
/// the period; it is observed until a day.
/// </summary>
public sealed class Delais(NpgsqlDataSource source)
{
    /// <summary>The codes, and the delay each is.</summary>
    public static IReadOnlyDictionary<string, Nature> Codes { get; } = new Dictionary<string, Nature>
    {
        ["D1"] = Nature.DelaiOrientation,
        ["D2"] = Nature.DelaiContrat,
        ["D3"] = Nature.DelaiDemarrage,
        ["D4"] = Nature.DelaiDuree,
        ["D5"] = Nature.DelaiIp,
        ["D6"] = Nature.DelaiDecisionAide,
        ["D6P"] = Nature.DelaiVersementAide,
        ["D7"] = Nature.DelaiRendezVous,
        ["D8"] = Nature.DelaiStade,
    };

    /// <summary>The delays of one code.</summary>
    /// <param name="code">One of <see cref="Codes"/>.</param>
    /// <param name="du">The first day of the cohort's period.</param>
    /// <param name="fin">Its last day.</param>
    /// <param name="vue">The last day of observation, and the knowledge.</param>
    /// <param name="axes">What the rows are broken down by.</param>
    /// <param name="filtre">What they are restricted to.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneDelai>> LireAsync(
        string code, DateOnly du, DateOnly fin, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        var nature = Codes[code];
        var limite = (await Parametres.LireAsync(source, vue, ct)).Limite(code);
        var cellules = await Durees.LireAsync(source, nature, du, vue, fin, axes, filtre, ct);
        return [.. cellules
            .Select(c => Ligne(code, c.Key.Type is { } t ? Noms.Type(nature, t) : "", c.Key, c.Value, limite))
            .OrderBy(l => l.Type, StringComparer.Ordinal).ThenBy(l => l.Service, StringComparer.Ordinal).ThenBy(l => l.Territoire, StringComparer.Ordinal)];
    }

    /// <summary>The survival of the waiting of one code, to be drawn; null when nothing opened in the period.</summary>
    public async Task<KaplanMeier?> SurvieAsync(string code, DateOnly du, DateOnly fin, Vue vue, Filtre filtre, CancellationToken ct = default) =>
        (await Durees.LireAsync(source, Codes[code], du, vue, fin, Axes.Aucun, filtre, ct)).Values.SingleOrDefault()?.Estimation;

    private static LigneDelai Ligne(string code, string type, Cle cle, DureesDeCellule durees, int limite)
    {
        var km = durees.Estimation;
        return new(
            code, type, cle.Service, cle.Territoire, km.Ouverts, km.Clos, durees.EnCours, durees.Abandonnes,
            km.Quantile(0.5), km.Quantile(0.75), km.Quantile(0.9), km.MoyenneDesClos, km.PartDansLimite(limite))
        {
            Limite = limite,
            Numero = cle.Type,
            Estimation = km,
            IntervalleMediane = km.Intervalle(0.5),
            IntervalleP75 = km.Intervalle(0.75),
            IntervalleP90 = km.Intervalle(0.9),
        };
    }
}
