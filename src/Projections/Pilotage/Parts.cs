using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// The shares that supervisors read beside the delays, from a day to that of the view: appointments, visits, diagnostics, exits,
/// continuity; as a whole, by service, by territory.
/// </summary>
public sealed class Parts(NpgsqlDataSource source)
{
    private static readonly Nature[] DeLaContinuite = [Nature.ChangementReferent, Nature.ChangementLieu, Nature.OrientationPrononcee, Nature.Reorientation];
    private static readonly Cle Ensemble = new(null, "", "");

    public async Task<IReadOnlyList<LignePart<IssuesDesRendezVous>>> RendezVousAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        Lignes(await CompterAsync([Nature.IssueRendezVous], du, vue, axes, filtre, ct), Issues);

    public async Task<IReadOnlyList<LignePart<IssuesDesVisites>>> VisitesAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        Lignes(await CompterAsync([Nature.Visite], du, vue, axes, filtre, ct), n => new IssuesDesVisites(
            n.De(Nature.Visite, 0), n.De(Nature.Visite, 1), n.De(Nature.Visite, 2)));

    public async Task<IReadOnlyList<LignePart<DiagnosticsSociaux>>> DiagnosticsAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        Lignes(await CompterAsync([Nature.DiagnosticSocialFinancier, Nature.StadeExpulsion], du, vue, axes, filtre, ct), n => new DiagnosticsSociaux(
            n.De(Nature.DiagnosticSocialFinancier, 0), n.De(Nature.DiagnosticSocialFinancier, 1), n.De(Nature.DiagnosticSocialFinancier, 2),
            n.De(Nature.StadeExpulsion, ReglesExpulsion.Numero(StadeExpulsion.Assignation))));

    /// <summary>S1: the exits by dispositif, and by territory when asked for.</summary>
    public async Task<IReadOnlyList<Sorties>> SortiesAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes & Axes.Territoire | Axes.Service)}, e.type, e.valeur, e.jour, count(*)
            from faits.actes e {Sql.Territoire}
            where e.nature = 113 and {Sql.TousTypes()} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            {Sql.ParCellule(axes & Axes.Territoire | Axes.Service, 4, 5, 6)}
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        var classes = new List<(Cle Cle, ClasseDeSortie Classe, long Nombre)>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var classe = ClassesDeSortie.De((SituationSortie)l.GetInt16(3), l.IsDBNull(4) ? null : l.GetInt32(4), l.GetFieldValue<DateOnly>(5));
            classes.Add((Sql.LireCle(l), classe, l.GetInt64(6)));
        }

        return [.. classes.GroupBy(c => c.Cle).OrderBy(g => g.Key.Service, StringComparer.Ordinal).ThenBy(g => g.Key.Territoire, StringComparer.Ordinal)
            .Select(g => new Sorties(
                g.Key.Service, g.Key.Territoire, g.Sum(c => c.Nombre), N(g, ClasseDeSortie.Durable), N(g, ClasseDeSortie.Transition), N(g, ClasseDeSortie.Positive)))];

        static long N(IEnumerable<(Cle, ClasseDeSortie Classe, long Nombre)> cas, ClasseDeSortie classe) =>
            cas.Where(c => c.Classe == classe).Sum(c => c.Nombre);
    }

    public async Task<IReadOnlyList<LignePart<Continuite>>> ContinuiteAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        var (lireActes, lireSuivis) = (CompterAsync(DeLaContinuite, du, vue, axes, filtre, ct), SuivisAsync(du, vue, axes, filtre, ct));
        await Task.WhenAll(lireActes, lireSuivis);
        var (actes, suivis) = (await lireActes, await lireSuivis);
        foreach (var cle in suivis.Keys)
        {
            actes.TryAdd(cle, new());
        }

        return Lignes(actes, (cle, n) => Continuer(n, suivis.GetValueOrDefault(cle)));
    }

    /// <summary>Continuity and appointments as a whole, the acts of both being looked for once.</summary>
    public async Task<(Continuite Continuite, IssuesDesRendezVous RendezVous)> ContinuiteEtRendezVousAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        var (lireActes, lireSuivis) = (CompterAsync([.. DeLaContinuite, Nature.IssueRendezVous], du, vue, Axes.Aucun, filtre, ct), SuivisAsync(du, vue, Axes.Aucun, filtre, ct));
        await Task.WhenAll(lireActes, lireSuivis);
        var actes = (await lireActes)[Ensemble];
        return (Continuer(actes, (await lireSuivis).GetValueOrDefault(Ensemble)), Issues(actes));
    }

    private static Continuite Continuer(Nombres n, (long Jours, long Accueils) suivis) => new(
        n.Tous(Nature.ChangementReferent), suivis.Jours / 365.25, n.Tous(Nature.ChangementLieu), suivis.Accueils, n.Tous(Nature.OrientationPrononcee), n.Tous(Nature.Reorientation));

    private static IssuesDesRendezVous Issues(Nombres n) => new(
        n.De(IssueRendezVous.Honore), n.De(IssueRendezVous.ManqueParUsager), n.De(IssueRendezVous.ManqueParProfessionnel),
        n.De(IssueRendezVous.ManqueSansCause), n.De(IssueRendezVous.Annule));

    /// <summary>The days on which somebody was followed, and how many were in care.</summary>
    private async Task<Dictionary<Cle, (long Jours, long Accueils)>> SuivisAsync(DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct)
    {
        // Of a site are the days on which it was: an agent who moves takes no past along.
        var (lieux, premier, apres) = filtre.Site is null
            ? ("", "greatest(e.du, $8)", "least(e.au, $1 + 1)")
            : ("join (select cle, du, au from perimetre p) p on p.cle = coalesce(e.agent, e.flux::text)", "greatest(e.du, p.du, $8)", "least(e.au, p.au, $1 + 1)");
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes & ~Axes.Type)}, coalesce(sum({apres} - {premier}) filter (where e.nature = 7), 0)::bigint,
                   count(distinct e.objet) filter (where e.nature = 4)
            from faits.episodes e {Sql.Territoire} {lieux}
            where e.nature in (4, 7) and {EnCours.Entre("e", "$8", "$1")} and {apres} > {premier} and {Sql.ConditionsHorsSite(filtre)}
            {Sql.ParCellule(axes & ~Axes.Type)}
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        var suivis = new Dictionary<Cle, (long Jours, long Accueils)>();
        await using (var l = await commande.ExecuteReaderAsync(ct))
        {
            while (await l.ReadAsync(ct))
            {
                suivis[Sql.LireCle(l)] = (l.GetInt64(3), l.GetInt64(4));
            }
        }

        return suivis;
    }

    private static IReadOnlyList<LignePart<T>> Lignes<T>(Dictionary<Cle, Nombres> cellules, Func<Nombres, T> faire)
        where T : IParts => Lignes(cellules, (_, n) => faire(n));

    /// <summary>A question about the whole has one row, be there nothing to count.</summary>
    private static IReadOnlyList<LignePart<T>> Lignes<T>(Dictionary<Cle, Nombres> cellules, Func<Cle, Nombres, T> faire)
        where T : IParts =>
        [.. cellules.OrderBy(c => c.Key.Service, StringComparer.Ordinal).ThenBy(c => c.Key.Territoire, StringComparer.Ordinal)
            .Select(c => new LignePart<T>(c.Key.Service, c.Key.Territoire, faire(c.Key, c.Value)))];

    private async Task<Dictionary<Cle, Nombres>> CompterAsync(Nature[] natures, DateOnly du, Vue vue, Axes axes, Filtre filtre, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes & ~Axes.Type)}, e.nature, e.type, count(*) from faits.actes e {Sql.Territoire}
            where e.nature = any($9) and {Sql.TousTypes()} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            {Sql.ParCellule(axes & ~Axes.Type, 4, 5)}
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. natures.Select(n => (short)n)] });
        var cellules = new Dictionary<Cle, Nombres>();
        if (axes is Axes.Aucun or Axes.Type)
        {
            cellules[Ensemble] = new();
        }

        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var cle = Sql.LireCle(l);
            if (!cellules.TryGetValue(cle, out var nombres))
            {
                cellules[cle] = nombres = new();
            }

            nombres[((Nature)l.GetInt16(3), l.GetInt16(4))] = l.GetInt64(5);
        }

        return cellules;
    }

    /// <summary>How many acts of each nature and type.</summary>
    private sealed class Nombres : Dictionary<(Nature Nature, short Type), long>
    {
        public long De(Nature nature, short type) => this.GetValueOrDefault((nature, type));

        public long De(IssueRendezVous issue) => De(Nature.IssueRendezVous, (short)issue);

        public long Tous(Nature nature) => this.Where(n => n.Key.Nature == nature).Sum(n => n.Value);
    }
}
