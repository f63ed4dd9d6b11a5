using System.Data;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>Reads the counts that figures need: in one snapshot and one round trip.</summary>
/// <param name="source">The database.</param>
/// <param name="secret">With it, the sum of the record keys is read beside each count.</param>
internal sealed class LecteurDesFaits(NpgsqlDataSource source, SecretDeDiffusion? secret = null)
{
    public async Task<LectureDesFaits> LireAsync(IReadOnlyList<Indicateur> indicateurs, IReadOnlyList<Question> questions, CancellationToken ct)
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
        batch.BatchCommands.Add(new(AgregatsDeReprise.Requete)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. questions.Select(q => q.Periode.Code).Distinct()] } },
        });
        foreach (var question in questions)
        {
            foreach (var comptage in comptages)
            {
                batch.BatchCommands.Add(Compilateur.Compiler(comptage, question, secret));
            }
        }

        await using var lignes = await batch.ExecuteReaderAsync(ct);
        var etat = await lignes.ReadAsync(ct)
            ? new EtatDesFaits(lignes.GetInt64(0), lignes.IsDBNull(1) ? null : lignes.GetFieldValue<DateTimeOffset>(1))
            : default;
        await lignes.NextResultAsync(ct);
        var denominateurs = await Denominateurs.LireAsync(lignes, ct);
        await lignes.NextResultAsync(ct);
        var lecture = new LectureDesFaits(etat, denominateurs, await AgregatsDeReprise.LireAsync(lignes, ct));
        foreach (var question in questions)
        {
            foreach (var comptage in comptages)
            {
                await lignes.NextResultAsync(ct);
                while (await lignes.ReadAsync(ct))
                {
                    var cles = question.Dimensions.Select((_, i) => lignes.GetString(i + 2)).ToArray();
                    var nombre = lignes.GetInt64(question.Dimensions.Count + 2);
                    var cellule = secret is null
                        ? new CelluleDeBase(nombre, 0)
                        : CelluleDeBase.DeLaSomme(nombre, lignes.GetDecimal(question.Dimensions.Count + 3));
                    lecture.Ajouter(comptage, question.Periode, lignes.GetString(0), lignes.GetString(1), cles, cellule);
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
