using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>One wait, in one version of what was known of it; days as <see cref="DateOnly.DayNumber"/> counts them.</summary>
/// <param name="Du">The day of the decision.</param>
/// <param name="Au">The day it started or was abandoned; <see cref="int.MaxValue"/> while it waits.</param>
/// <param name="Demarre">Whether it started.</param>
/// <param name="ConnuDe">The first day this was known.</param>
/// <param name="ConnuA">The first day it was known otherwise.</param>
public readonly record struct AttenteConnue(int Du, int Au, bool Demarre, int ConnuDe, int ConnuA);

/// <summary>How well the same forecast would have done in the past: made with what was known then, judged with what is known now.</summary>
/// <param name="Essais">How many past decisions it was tried on, other than those its interval was set by.</param>
/// <param name="Couverture">The share of them that started within the announced interval of nine in ten.</param>
/// <param name="ErreurMediane">Half of them started within so many days of what was announced.</param>
public sealed record EpreuveDuPasse(int Essais, double Couverture, int ErreurMediane);

/// <summary>When a child decided today would start, in days from today.</summary>
/// <param name="Rang">The place in the queue.</param>
/// <param name="DemarragesParMois">Starts per 30 days, over the last six months.</param>
public sealed record Prevision(int MedianeJours, int BasJours, int HautJours, int Rang, double DemarragesParMois, EpreuveDuPasse Epreuve);

/// <summary>
/// Forecasts the wait of a measure decided on a day: those before it in the queue, less the free places, at the rate of starts of
/// the last six months. The interval is that of past forecasts' errors; where the past gives too few, there is no forecast.
/// </summary>
public sealed class Previsions(NpgsqlDataSource source)
{
    private const int Fenetre = 182;
    private const int PasDEpreuve = 30;
    private const int EpreuvesAuPlus = 36;
    private const int CasAuMoins = 20;

    /// <summary>How many days back the oldest trial looks.</summary>
    private const int Memoire = (EpreuvesAuPlus * PasDEpreuve) + Fenetre;

    /// <summary>The forecast for a type and a service; null where the past does not allow one.</summary>
    public async Task<Prevision?> LireAsync(Vue vue, Filtre filtre, CancellationToken ct = default) =>
        (await LireAsync(vue, Axes.Aucun, filtre, ct)).Values.SingleOrDefault();

    /// <summary>The forecast of each cell that the past allows one for; none within a site, since a queue has none.</summary>
    public Task<IReadOnlyDictionary<Cle, Prevision>> LireAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        LireAsync(vue, axes, filtre, new PlacesLibres(source).LireAsync(vue, axes, filtre, ct), ct);

    /// <summary>The same, for who reads the free places of the same cells already.</summary>
    public async Task<IReadOnlyDictionary<Cle, Prevision>> LireAsync(
        Vue vue, Axes axes, Filtre filtre, Task<IReadOnlyDictionary<Cle, long>> lirePlaces, CancellationToken ct = default)
    {
        // What was over, or known otherwise, before the first of the trials looks back is of no use to any; nor is what is no longer held true
        // and was waiting on the day of none of them, a third of the rest.
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes)}, e.du, least(e.au, date '9999-12-30'), e.valeur = 1, e.connu_de, least(e.connu_a, date '9999-12-30')
            from faits.episodes e {Sql.Territoire}
            where e.nature = 203 and e.du <= $1 and e.connu_de <= $2 and e.au > $1 - {Memoire} and e.connu_a > $1 - {Memoire}
              and (e.connu_a > $2 or e.valeur = {(int)Issue.Clos}
                   or ($1 - greatest(e.du, e.connu_de)) / {PasDEpreuve} > ($1 - least(e.au, e.connu_a, date '9999-12-30')) / {PasDEpreuve})
              and ($3::smallint is null or e.type = $3) and ($4::text is null or e.structure = $4)
              and ($5::text is null or t.territoire = $5) and $7::text is null {Sql.Compartiment(filtre)}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var attentes = new Dictionary<Cle, List<AttenteConnue>>();
        await using (var lignes = await commande.ExecuteReaderAsync(ct))
        {
            while (await lignes.ReadAsync(ct))
            {
                var cle = Sql.LireCle(lignes);
                if (!attentes.TryGetValue(cle, out var liste))
                {
                    attentes[cle] = liste = [];
                }

                liste.Add(new(Jour(3), Jour(4), lignes.GetBoolean(5), Jour(6), Jour(7)));
            }

            int Jour(int i) => lignes.GetFieldValue<DateOnly>(i) is var jour && jour >= Vue.ToutConnu ? int.MaxValue : jour.DayNumber;
        }

        var places = await lirePlaces;
        return attentes
            .Select(a => (a.Key, Prevision: Calculer(a.Value, (int)Math.Max(0, places.GetValueOrDefault(a.Key)), vue.Au.DayNumber, vue.VuAu.DayNumber)))
            .Where(p => p.Prevision is not null)
            .ToDictionary(p => p.Key, p => p.Prevision!);
    }

    /// <summary>The forecast from the waits alone.</summary>
    /// <param name="attentes">All versions of the waits.</param>
    /// <param name="placesLibres">Free places today.</param>
    /// <param name="jour">Today.</param>
    /// <param name="vuAu">The knowledge that the past is judged with.</param>
    public static Prevision? Calculer(IReadOnlyList<AttenteConnue> attentes, int placesLibres, int jour, int vuAu)
    {
        if (Brute(attentes, placesLibres, jour, vuAu) is not { } brute)
        {
            return null;
        }

        // Each past trial gives the ratio of what happened to what was announced, in thousandths; what still waits is censored.
        var cas = Essais(attentes, jour, vuAu);
        var (reglage, controle) = (cas.Where(c => c.Essai % 2 == 0).ToArray(), cas.Where(c => c.Essai % 2 == 1).ToArray());
        var regle = new KaplanMeier(reglage.Select(c => c.Rapport));
        if (reglage.Count(c => c.Rapport.Clos) < CasAuMoins || controle.Count(c => c.Rapport.Clos) < CasAuMoins
            || regle.Quantile(0.05) is not { } bas || regle.Quantile(0.5) is not { } mediane || regle.Quantile(0.95) is not { } haut)
        {
            return null;
        }

        var juges = controle.Where(c => c.Rapport.Clos || c.Rapport.Jours > haut).ToArray();
        var erreurs = controle.Where(c => c.Rapport.Clos).Select(c => Math.Abs(c.Rapport.Jours - mediane) * c.Annonce / 1000.0).Order().ToArray();
        return new(
            Jours(mediane), Jours(bas), Jours(haut), brute.Rang, brute.Debit * 30,
            new(juges.Length, juges.Count(c => c.Rapport.Clos && c.Rapport.Jours >= bas && c.Rapport.Jours <= haut) / (double)juges.Length,
                (int)Math.Round(erreurs[erreurs.Length / 2])));

        int Jours(int milliemes) => (int)Math.Round(brute.Jours * milliemes / 1000);
    }

    private readonly record struct Annonce(double Jours, int Rang, double Debit);

    private readonly record struct Cas(int Essai, double Annonce, Duree Rapport);

    /// <summary>What became of each decision of the past, beside what the trial just before it would have announced.</summary>
    private static List<Cas> Essais(IReadOnlyList<AttenteConnue> attentes, int jour, int vuAu)
    {
        var (files, demarrages) = (new int[EpreuvesAuPlus + 2], new int[EpreuvesAuPlus + 2]);
        foreach (var a in attentes)
        {
            Compter(files, jour, Math.Max(a.Du, a.ConnuDe), Math.Min(a.Au, a.ConnuA));
            if (a.Demarre)
            {
                Compter(demarrages, jour, Math.Max(a.Au, a.ConnuDe), Math.Min(a.Au + Fenetre, a.ConnuA));
            }
        }

        // The free places of then are not counted: where there were some, the queue was short, and the ratio tells.
        var annonces = new double?[EpreuvesAuPlus + 1];
        for (var (essai, file, departs) = (1, 0, 0); essai <= EpreuvesAuPlus; essai++)
        {
            (file, departs) = (file + files[essai], departs + demarrages[essai]);
            annonces[essai] = Annoncer(file, departs, 0)?.Jours;
        }

        var cas = new List<Cas>();
        foreach (var a in attentes)
        {
            var essai = (jour - a.Du + PasDEpreuve - 1) / PasDEpreuve;
            if (a.ConnuDe <= vuAu && vuAu < a.ConnuA && a.Du < jour && essai <= EpreuvesAuPlus && annonces[essai] is { } annonce)
            {
                var clos = a.Demarre && a.Au <= jour;
                cas.Add(new(essai, annonce, new((int)Math.Round((Math.Min(a.Au, jour) - a.Du) * 1000 / annonce), clos)));
            }
        }

        return cas;
    }

    /// <summary>Counts one wait in the trials whose day is between two, the second one excluded: where it comes in, and where it is no longer there.</summary>
    private static void Compter(int[] bouts, int jour, int de, int a)
    {
        var (premier, dernier) = (Math.Max(1, Essai(a) + 1), Math.Min(EpreuvesAuPlus, Essai(de)));
        if (premier <= dernier)
        {
            bouts[premier]++;
            bouts[dernier + 1]--;
        }

        // The last of the trials whose day is on or after another; none is where it is below 1.
        int Essai(int autre) => (int)Math.Floor((jour - autre) / (double)PasDEpreuve);
    }

    /// <summary>What would be announced today.</summary>
    private static Annonce? Brute(IReadOnlyList<AttenteConnue> attentes, int placesLibres, int jour, int vuAu)
    {
        var (file, demarrages) = (0, 0);
        foreach (var a in attentes)
        {
            if (a.ConnuDe <= vuAu && vuAu < a.ConnuA && a.Du <= jour)
            {
                file += a.Au > jour ? 1 : 0;
                demarrages += a.Demarre && a.Au <= jour && a.Au > jour - Fenetre ? 1 : 0;
            }
        }

        return Annoncer(file, demarrages, placesLibres);
    }

    /// <summary>The place in the queue divided by the rate of starts.</summary>
    private static Annonce? Annoncer(int file, int demarrages, int placesLibres)
    {
        var rang = Math.Max(1, file + 1 - placesLibres);
        var debit = demarrages / (double)Fenetre;
        return demarrages == 0 ? null : new(rang / debit, rang, debit);
    }
}
