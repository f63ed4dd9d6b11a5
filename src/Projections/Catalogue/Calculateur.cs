using System.Data;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>How far the facts follow the events when a figure was computed.</summary>
/// <param name="Position">The position of the last event taken in.</param>
/// <param name="Instant">When the last of them was recorded; null while there is none.</param>
public readonly record struct EtatDesFaits(long Position, DateTimeOffset? Instant);

/// <summary>One cell of an answer.</summary>
/// <param name="Territoire">The label of the territory.</param>
/// <param name="Cles">The value of each further dimension asked for.</param>
/// <param name="Valeur">The figure; null when it has no meaning (no reference population).</param>
/// <param name="Evolution">In % of the value two years before; null when that is unknown or zero.</param>
/// <param name="Rang">Among the territories of the cut, 1 for the highest; ties share a rank.</param>
public sealed record Cellule(string Territoire, IReadOnlyList<string> Cles, decimal? Valeur, decimal? Evolution = null, int? Rang = null);

/// <summary>The values of one figure.</summary>
public sealed record Valeurs(Indicateur Indicateur, EtatDesFaits Etat, IReadOnlyList<Cellule> Cellules);

/// <summary>The territorial portrait: every row of the catalogue, one column per territory and the département.</summary>
public sealed record Portrait(EtatDesFaits Etat, IReadOnlyList<string> Territoires, IReadOnlyList<LignePortrait> Lignes);

/// <summary>One row of the portrait; its cells are in the order of the territories.</summary>
public sealed record LignePortrait(Indicateur Indicateur, IReadOnlyList<Cellule> Cellules);

/// <summary>Computes figures from the facts, exactly: for those who may see exact figures.</summary>
public sealed class Calculateur(NpgsqlDataSource source)
{
    /// <summary>The values of one figure, told apart by territory and by further dimensions.</summary>
    public async Task<Valeurs> ValeursAsync(Indicateur indicateur, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, DateOnly? vuAu, CancellationToken ct)
    {
        var questions = new[] { periode, periode.DeuxAnsAvant }.Select(p => new Question(p, [decoupage], dimensions, vuAu)).ToArray();
        var lecture = await LireAsync([indicateur], questions, ct);
        var territoires = Colonnes(lecture, decoupage, avecDepartement: false);
        return new(indicateur, lecture.Etat, lecture.Cellules(indicateur, questions, decoupage, territoires));
    }

    /// <summary>The portrait of a year.</summary>
    public async Task<Portrait> PortraitAsync(Periode periode, Decoupage decoupage, DateOnly? vuAu, CancellationToken ct)
    {
        Decoupage[] decoupages = decoupage == Decoupage.Departement ? [decoupage] : [decoupage, Decoupage.Departement];
        var questions = new[] { periode, periode.DeuxAnsAvant }.Select(p => new Question(p, decoupages, [], vuAu)).ToArray();
        var lecture = await LireAsync(CatalogueIndicateurs.Portrait, questions, ct);
        var territoires = Colonnes(lecture, decoupage, avecDepartement: true);
        var lignes = CatalogueIndicateurs.Portrait.Select(i => new LignePortrait(i, lecture.Cellules(i, questions, decoupage, territoires)));
        return new(lecture.Etat, territoires, [.. lignes]);
    }

    /// <summary>The territories of the cut, then what belongs to none of them if anything does, then the département.</summary>
    private static List<string> Colonnes(LectureDesFaits lecture, Decoupage decoupage, bool avecDepartement)
    {
        var referentiel = Territoires.PasDeCalais;
        var colonnes = referentiel.Libelles(decoupage).ToList();
        foreach (var hors in new[] { Territoires.LibelleNonRenseigne, Territoires.LibelleHorsDepartement })
        {
            if (lecture.Compte(hors))
            {
                colonnes.Add(hors);
            }
        }

        if (avecDepartement && decoupage != Decoupage.Departement)
        {
            colonnes.Add(Territoires.LibelleDepartement);
        }

        return colonnes;
    }

    /// <summary>Every count that the figures need, the populations and the position, in one snapshot and one round trip.</summary>
    private async Task<LectureDesFaits> LireAsync(IReadOnlyList<Indicateur> indicateurs, IReadOnlyList<Question> questions, CancellationToken ct)
    {
        var comptages = indicateurs.SelectMany(Comptages).Distinct(ComptagesEgaux.Instance).ToArray();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new($"""
            select p.last_seq_id, (select timestamp from public.mt_events where seq_id <= p.last_seq_id order by seq_id desc limit 1)
            from public.mt_event_progression p where p.name = '{ProjectionFaits.Nom}'
            """));
        batch.BatchCommands.Add(new(Denominateurs.Requete));
        foreach (var question in questions)
        {
            foreach (var comptage in comptages)
            {
                batch.BatchCommands.Add(Compilateur.Compiler(comptage, question));
            }
        }

        await using var lignes = await batch.ExecuteReaderAsync(ct);
        var etat = await lignes.ReadAsync(ct)
            ? new EtatDesFaits(lignes.GetInt64(0), lignes.IsDBNull(1) ? null : lignes.GetFieldValue<DateTimeOffset>(1))
            : default;
        await lignes.NextResultAsync(ct);
        var lecture = new LectureDesFaits(etat, await Denominateurs.LireAsync(lignes, ct));
        foreach (var question in questions)
        {
            foreach (var comptage in comptages)
            {
                await lignes.NextResultAsync(ct);
                while (await lignes.ReadAsync(ct))
                {
                    var cles = question.Dimensions.Select((_, i) => lignes.GetString(i + 2)).ToArray();
                    lecture.Ajouter(comptage, question.Periode, lignes.GetString(0), lignes.GetString(1), cles, lignes.GetInt64(question.Dimensions.Count + 2));
                }
            }
        }

        return lecture;
    }

    private static IEnumerable<Comptage> Comptages(Indicateur indicateur) => indicateur.Calcul switch
    {
        Comptage c => [c],
        Part p => [p.Ensemble, p.Numerateur],
        Taux t => Comptages(CatalogueIndicateurs.DuCode(t.Indicateur)!),
        _ => [],
    };
}
