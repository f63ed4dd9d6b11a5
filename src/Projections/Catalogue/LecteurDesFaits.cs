using System.Data;
using System.Runtime.CompilerServices;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Moteur;
using Accompagnement.Projections.Pilotage;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>Reads the counts that figures need in one snapshot: in one round trip, or two side by side when there are many.</summary>
/// <param name="source">The database.</param>
/// <param name="secret">With it, the sum of the record keys is read beside each count.</param>
internal sealed class LecteurDesFaits(NpgsqlDataSource source, SecretDeDiffusion? secret = null)
{
    /// <summary>From so many counts on, the periods of a question are read side by side.</summary>
    private const int AssezPourDeux = 8;

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
        await using var autre = questions.Count > 1 && comptages.Length >= AssezPourDeux ? await MemeInstant.OuvrirAsync(source, transaction, ct) : null;
        Question[] ici = [.. autre is null ? questions : questions.Take(1)];
        Question[] acote = [.. questions.Skip(ici.Length)];
        await using var lot = new NpgsqlBatch(connection, transaction);
        lot.BatchCommands.Add(Etat(arreteAu));
        lot.BatchCommands.Add(new(Denominateurs.Requete));
        lot.BatchCommands.Add(new(AgregatsDeReprise.Requete)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. questions.Select(q => q.Periode.Code).Distinct()] } },
        });
        Demander(lot, ici);
        await using var lotACote = autre?.Lot();
        if (lotACote is not null)
        {
            Demander(lotACote, acote);
        }

        // The server counts both at once; what it answers is read one after the other.
        var enCours = lotACote?.ExecuteReaderAsync(ct);
        try
        {
            await using var lignes = await lot.ExecuteReaderAsync(ct);
            var etat = await lignes.ReadAsync(ct)
                ? new EtatDesFaits(lignes.GetInt64(0), lignes.IsDBNull(1) ? null : lignes.GetFieldValue<DateTimeOffset>(1), arreteAu)
                : default;
            await lignes.NextResultAsync(ct);
            var denominateurs = await Denominateurs.LireAsync(lignes, ct);
            await lignes.NextResultAsync(ct);
            var lecture = new LectureDesFaits(etat, denominateurs, await AgregatsDeReprise.LireAsync(lignes, ct));
            await lignes.NextResultAsync(ct);
            await AjouterAsync(lecture, ici, lignes);
            if (enCours is not null)
            {
                await AjouterAsync(lecture, acote, await enCours);
            }

            return lecture;
        }
        finally
        {
            // Whatever became of this half, the other has ended with its connection before that is given back.
            if (enCours is not null)
            {
                await ((Task)enCours).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await (enCours.IsCompletedSuccessfully ? (await enCours).DisposeAsync() : ValueTask.CompletedTask);
            }
        }

        void Demander(NpgsqlBatch lot, IReadOnlyList<Question> questions)
        {
            foreach (var question in questions)
            {
                foreach (var comptage in comptages)
                {
                    lot.BatchCommands.Add(Compilateur.Compiler(comptage, question, secret));
                }

                foreach (var actes in montants)
                {
                    lot.BatchCommands.Add(Compilateur.CompilerMontant(actes, question, secret));
                }

                foreach (var cohorte in cohortes)
                {
                    lot.BatchCommands.Add(Compilateur.CompilerDelai(cohorte, question, secret));
                }
            }
        }

        async Task AjouterAsync(LectureDesFaits lecture, IReadOnlyList<Question> questions, NpgsqlDataReader lignes)
        {
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
        }
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

    /// <summary>The rows of a result, up to the next one, each with its cell and its first column after those that name it.</summary>
    private static async IAsyncEnumerable<(AdresseLue Adresse, int Suite)> LireAsync(
        Comptage comptage, Question question, NpgsqlDataReader lignes, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await lignes.ReadAsync(ct))
        {
            var cles = question.Dimensions.Select((_, i) => lignes.GetString(i + 2)).ToArray();
            yield return (new(comptage, question.Periode, lignes.GetString(0), lignes.GetString(1), cles), cles.Length + 2);
        }

        await lignes.NextResultAsync(ct);
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
