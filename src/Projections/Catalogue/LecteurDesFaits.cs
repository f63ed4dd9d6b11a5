using System.Data;
using System.Runtime.CompilerServices;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
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
    /// <summary>From so many counts on, half of them are made beside the others.</summary>
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

        // The keys of objects are added up where they are: by the server.
        var (parObjet, restants) = secret is null ? RequeteDObjets.Reunir(comptages, questions) : ([], comptages);
        var releves = Relever(parObjet, restants, montants, cohortes, questions);
        await using var autre = releves.Sum(r => r.Poids) >= AssezPourDeux ? await MemeInstant.OuvrirAsync(source, transaction, ct) : null;
        var (ici, acote) = autre is null ? (releves, []) : Partager(releves);
        await using var lot = MemeInstant.Lot(connection, transaction);
        lot.BatchCommands.Add(Etat(arreteAu));
        lot.BatchCommands.Add(new(Denominateurs.Requete));
        lot.BatchCommands.Add(new(AgregatsDeReprise.Requete)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. questions.Select(q => q.Periode.Code).Distinct()] } },
        });
        lot.BatchCommands.Add(Communes(questions[0].Schema, parObjet.Count > 0 ? questions.SelectMany(q => q.Decoupages) : []));
        ici.ForEach(r => lot.BatchCommands.Add(r.Commande));
        await using var lotACote = autre?.Lot();
        acote.ForEach(r => lotACote!.BatchCommands.Add(r.Commande));

        var enCours = lotACote?.ExecuteReaderAsync(ct);
        var lectureACote = Task.CompletedTask;
        try
        {
            await using var lignes = await lot.ExecuteReaderAsync(ct);
            var etat = await lignes.ReadAsync(ct)
                ? new EtatDesFaits(lignes.GetInt64(0), lignes.IsDBNull(1) ? null : lignes.GetFieldValue<DateTimeOffset>(1), arreteAu)
                : default;
            await lignes.NextResultAsync(ct);
            var denominateurs = await Denominateurs.LireAsync(lignes, ct);
            await lignes.NextResultAsync(ct);
            var agregats = await AgregatsDeReprise.LireAsync(lignes, ct);
            await lignes.NextResultAsync(ct);
            var lecture = new LectureDesFaits(etat, denominateurs, agregats, await CommunesAsync(lignes, ct));
            await lignes.NextResultAsync(ct);

            // The server counts both halves at once, and both are read at once: one whose answers nobody takes would wait.
            if (enCours is not null)
            {
                lectureACote = Task.Run(async () => await LireAsync(acote, await enCours), ct);
            }

            await LireAsync(ici, lignes);
            await lectureACote;
            return lecture;

            async Task LireAsync(List<Releve> releves, NpgsqlDataReader lignes)
            {
                foreach (var releve in releves)
                {
                    await releve.Lire(lignes, lecture, ct);
                    await lignes.NextResultAsync(ct);
                }
            }
        }
        finally
        {
            // Whatever became of this half, the other has ended with its connection before that is given back.
            await lectureACote.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (enCours is not null)
            {
                await ((Task)enCours).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await (enCours.IsCompletedSuccessfully ? (await enCours).DisposeAsync() : ValueTask.CompletedTask);
            }
        }
    }

    private List<Releve> Relever(
        IReadOnlyList<RequeteDObjets> parObjet, IReadOnlyList<Comptage> restants, Comptage[] montants, Comptage[] cohortes, IReadOnlyList<Question> questions) =>
        [
            .. parObjet.Select(r => new Releve(r.Compiler(), r.Nombre, r.LireAsync)),
            .. from question in questions
               from releve in (IEnumerable<Releve>)
               [
                   .. restants.Select(c => new Releve(Compilateur.Compiler(c, question, secret), 1, (lignes, lecture, ct) => CompterAsync(c, question, lignes, lecture, ct))),
                   .. montants.Select(c => new Releve(Compilateur.CompilerMontant(c, question, secret), 1, (lignes, lecture, ct) => AdditionnerAsync(c, question, lignes, lecture, ct))),
                   .. cohortes.Select(c => new Releve(Compilateur.CompilerDelai(c, question, secret), 1, (lignes, lecture, ct) => MesurerAsync(c, question, lignes, lecture, ct))),
               ]
               select releve,
        ];

    /// <summary>Two lists that count about as much: the heaviest first, each to the lighter side.</summary>
    private static (List<Releve> Ici, List<Releve> ACote) Partager(List<Releve> releves)
    {
        List<Releve>[] cotes = [[], []];
        var poids = new int[2];
        foreach (var releve in releves.OrderByDescending(r => r.Poids))
        {
            var cote = poids[0] <= poids[1] ? 0 : 1;
            cotes[cote].Add(releve);
            poids[cote] += releve.Poids;
        }

        return (cotes[0], cotes[1]);
    }

    private static async Task CompterAsync(Comptage comptage, Question question, NpgsqlDataReader lignes, LectureDesFaits lecture, CancellationToken ct)
    {
        await foreach (var (adresse, n) in LireAsync(comptage, question, lignes, ct))
        {
            adresse.Ajouter(lecture, Cellule(lignes, n));
        }
    }

    private static async Task AdditionnerAsync(Comptage actes, Question question, NpgsqlDataReader lignes, LectureDesFaits lecture, CancellationToken ct)
    {
        await foreach (var (adresse, n) in LireAsync(actes, question, lignes, ct))
        {
            adresse.Ajouter(lecture, Cellule(lignes, n));
            adresse.Ajouter(lecture, new MontantDeBase(lignes.GetDecimal(n + 2), lignes.GetInt64(n + 3), lignes.GetDecimal(n + 4)));
        }
    }

    private static async Task MesurerAsync(Comptage cohorte, Question question, NpgsqlDataReader lignes, LectureDesFaits lecture, CancellationToken ct)
    {
        await foreach (var (adresse, n) in LireAsync(cohorte, question, lignes, ct))
        {
            var objets = Cellule(lignes, n);
            adresse.Ajouter(lecture, new Duree(lignes.GetInt32(n + 2), lignes.GetBoolean(n + 3), objets.Nombre), objets);
        }
    }

    /// <summary>The territories of every commune, in some cuts.</summary>
    private static NpgsqlBatchCommand Communes(string schema, IEnumerable<Decoupage> decoupages) => new($"select commune, decoupage, territoire from {schema}.territoires where decoupage = any($1)")
    {
        Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. decoupages.Distinct().Select(Territoires.NomDe)] } },
    };

    private static async Task<ILookup<short, (string, string)>> CommunesAsync(NpgsqlDataReader lignes, CancellationToken ct)
    {
        var communes = new List<(short Commune, (string, string) Territoire)>();
        while (await lignes.ReadAsync(ct))
        {
            communes.Add((lignes.GetInt16(0), (lignes.GetString(1), lignes.GetString(2))));
        }

        return communes.ToLookup(c => c.Commune, c => c.Territoire);
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

    /// <summary>The rows of a result, each with its cell and its first column after those that name it.</summary>
    private static async IAsyncEnumerable<(AdresseLue Adresse, int Suite)> LireAsync(
        Comptage comptage, Question question, NpgsqlDataReader lignes, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await lignes.ReadAsync(ct))
        {
            var cles = question.Dimensions.Select((_, i) => lignes.GetString(i + 2)).ToArray();
            yield return (new(comptage, question.Periode, lignes.GetString(0), lignes.GetString(1), cles), cles.Length + 2);
        }
    }

    private static CelluleDeBase Cellule(NpgsqlDataReader lignes, int n) => CelluleDeBase.DeLaSomme(lignes.GetInt64(n), lignes.GetDecimal(n + 1));

    /// <summary>One query, and how what it answers is read.</summary>
    /// <param name="Commande">The query.</param>
    /// <param name="Poids">How many counts it makes.</param>
    /// <param name="Lire">Reads its rows into the counts.</param>
    private sealed record Releve(NpgsqlBatchCommand Commande, int Poids, Func<NpgsqlDataReader, LectureDesFaits, CancellationToken, Task> Lire);

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
