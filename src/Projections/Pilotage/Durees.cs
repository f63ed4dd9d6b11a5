using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>The delays of one cell, as they stand on the day of observation.</summary>
/// <param name="Abandonnes">How many were abandoned by then; they are censored on their day.</param>
/// <param name="Estimation">The survival of the waiting.</param>
public sealed record DureesDeCellule(long Abandonnes, KaplanMeier Estimation)
{
    public long EnCours => Estimation.Ouverts - Estimation.Clos - Abandonnes;
}

/// <summary>Reads delays as histograms: so many of each length, so that an answer never depends on the number of files.</summary>
internal static class Durees
{
    /// <summary>The delays of a nature that opened between two days, observed until the day of the view.</summary>
    public static async Task<Dictionary<Cle, DureesDeCellule>> LireAsync(
        NpgsqlDataSource source, Nature nature, DateOnly du, Vue vue, DateOnly jusqua, Axes axes, Filtre filtre, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes)},
                   case when e.valeur > 0 and e.au <= $1 then e.au - e.du else $1 - e.du end as jours,
                   case when e.au <= $1 then e.valeur else 0 end as issue,
                   count(*)
            from faits.episodes e {Sql.Territoire}
            where e.nature = {(short)nature} and e.du between $8 and $9 and {Sql.Conditions("e.du", filtre)}
            {Sql.ParCellule(axes, 4, 5)}
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = jusqua < vue.Au ? jusqua : vue.Au });
        var durees = new Dictionary<Cle, List<Duree>>();
        var abandons = new Dictionary<Cle, long>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var cle = Sql.LireCle(lignes);
            var issue = (Issue)lignes.GetInt32(4);
            var nombre = lignes.GetInt64(5);
            if (!durees.TryGetValue(cle, out var liste))
            {
                durees[cle] = liste = [];
            }

            liste.Add(new(lignes.GetInt32(3), issue == Issue.Clos, nombre));
            abandons[cle] = abandons.GetValueOrDefault(cle) + (issue == Issue.Abandonne ? nombre : 0);
        }

        return durees.ToDictionary(d => d.Key, d => new DureesDeCellule(abandons[d.Key], new(d.Value)));
    }
}
