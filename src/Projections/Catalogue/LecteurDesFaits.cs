using System.Data;
using System.Runtime.CompilerServices;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Moteur;
using Accompagnement.Projections.Pilotage;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>Reads the counts that figures need: in one snapshot and one round trip.</summary>
/// <param name="source">The database.</param>
/// <param name="secret">With it, the sum of the record keys is read beside each count.</param>
internal sealed class LecteurDesFaits(NpgsqlDataSource source, SecretDeDiffusion? secret = null)
{
    /// <param name="indicateurs">The figures.</param>
    /// <param name="questions">What is asked of each of them.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="arreteAu">The closing that the answer tells of: its position and instant must not follow the events of today either.</param>
    public async Task<LectureDesFaits> LireAsync(IReadOnlyList<Indicateur> indicateurs, IReadOnlyList<Question> questions, CancellationToken ct, DateOnly? arreteAu = null)
    {
        var comptages = indicateurs.SelectMany(Comptages).Distinct(ComptagesEgaux.Instance).ToArray();
        var montants = indicateurs.Select(i => i.Calcul).OfType<Montant>().Select(m => m.Actes).Distinct(ComptagesEgaux.Instance).ToArray();
        var cohortes = indicateurs.Select(i => i.Calcul).OfType<Delai>().Select(d => d.Cohorte).Distinct(ComptagesEgaux.Instance).ToArray();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Etat(arreteAu));
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

            foreach (var actes in montants)
            {
                batch.BatchCommands.Add(Compilateur.CompilerMontant(actes, question, secret));
            }

            foreach (var cohorte in cohortes)
            {
                batch.BatchCommands.Add(Compilateur.CompilerDelai(cohorte, question, secret));
            }
        }

        await using var lignes = await batch.ExecuteReaderAsync(ct);
        var etat = await lignes.ReadAsync(ct)
            ? new EtatDesFaits(lignes.GetInt64(0), lignes.IsDBNull(1) ? null : lignes.GetFieldValue<DateTimeOffset>(1), arreteAu)
            : default;
        await lignes.NextResultAsync(ct);
        var denominateurs = await Denominateurs.LireAsync(lignes, ct);
        await lignes.NextResultAsync(ct);
        var lecture = new LectureDesFaits(etat, denominateurs, await AgregatsDeReprise.LireAsync(lignes, ct));
        foreach (var question in questions)
        {
            foreach (var comptage in comptages)
            {
                await foreach (var (adresse, n) in LireAsync(comptage, question, lignes, ct))
                {
                    adresse.Ajouter(lecture, Cellule(lignes, n));
                }
            }

            foreach (var actes in montants)
            {
                await foreach (var (adresse, n) in LireAsync(actes, question, lignes, ct))
                {
                    adresse.Ajouter(lecture, Cellule(lignes, n));
                    adresse.Ajouter(lecture, new MontantDeBase(lignes.GetDecimal(n + 2), lignes.GetInt64(n + 3), lignes.GetDecimal(n + 4)));
                }
            }

            foreach (var cohorte in cohortes)
            {
                await foreach (var (adresse, n) in LireAsync(cohorte, question, lignes, ct))
                {
                    var objets = Cellule(lignes, n);
                    adresse.Ajouter(lecture, new Duree(lignes.GetInt32(n + 2), lignes.GetBoolean(n + 3), objets.Nombre), objets);
                }
            }
        }

        return lecture;
    }

    private static NpgsqlBatchCommand Etat(DateOnly? arreteAu) => arreteAu is { } jour
        ? new($"""
            select coalesce(e.seq_id, 0), e.timestamp
            from public.mt_event_progression p
            left join lateral (select seq_id, timestamp from public.mt_events where seq_id <= p.last_seq_id and timestamp < $1 order by seq_id desc limit 1) e on true
            where p.name = '{ProjectionFaits.Nom}'
            """)
        {
            Parameters = { new NpgsqlParameter<DateTime> { TypedValue = Calendrier.Minuit(jour.AddDays(1)).UtcDateTime } },
        }
        : new($"""
            select p.last_seq_id, (select timestamp from public.mt_events where seq_id <= p.last_seq_id order by seq_id desc limit 1)
            from public.mt_event_progression p where p.name = '{ProjectionFaits.Nom}'
            """);

    /// <summary>The rows of the next result, each with its cell and its first column after those that name it.</summary>
    private static async IAsyncEnumerable<(AdresseLue Adresse, int Suite)> LireAsync(
        Comptage comptage, Question question, NpgsqlDataReader lignes, [EnumeratorCancellation] CancellationToken ct)
    {
        await lignes.NextResultAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var cles = question.Dimensions.Select((_, i) => lignes.GetString(i + 2)).ToArray();
            yield return (new(comptage, question.Periode, lignes.GetString(0), lignes.GetString(1), cles), cles.Length + 2);
        }
    }

    private static CelluleDeBase Cellule(NpgsqlDataReader lignes, int n) => CelluleDeBase.DeLaSomme(lignes.GetInt64(n), lignes.GetDecimal(n + 1));

    private readonly record struct AdresseLue(Comptage Comptage, Periode Periode, string Decoupage, string Territoire, string[] Cles)
    {
        public void Ajouter(LectureDesFaits lecture, CelluleDeBase cellule) => lecture.Ajouter(Comptage, Periode, Decoupage, Territoire, Cles, cellule);

        public void Ajouter(LectureDesFaits lecture, MontantDeBase montant) => lecture.Ajouter(Comptage, Periode, Decoupage, Territoire, Cles, montant);

        public void Ajouter(LectureDesFaits lecture, Duree duree, CelluleDeBase objets) =>
            lecture.Ajouter(Comptage, Periode, Decoupage, Territoire, Cles, duree, objets);
    }

    private static IEnumerable<Comptage> Comptages(Indicateur indicateur) => indicateur.Calcul switch
    {
        Comptage c => [c],
        Part p => [p.Ensemble, p.Numerateur],
        Taux t => Comptages(CatalogueIndicateurs.DuCode(t.Indicateur)!),
        _ => [],
    };
}
