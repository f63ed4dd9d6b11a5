using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>D7: what became of the appointments of a period; a cancelled one is neither held nor missed.</summary>
public sealed record IssuesDesRendezVous(long Honores, long ManquesParUsager, long ManquesParProfessionnel, long ManquesSansCause, long Annules)
{
    public double? PartHonores => Part.De(Honores, Honores + ManquesParUsager + ManquesParProfessionnel + ManquesSansCause);
}

/// <summary>D7: the visits tried in a period.</summary>
public sealed record IssuesDesVisites(long Realisees, long PortesCloses, long Refusees)
{
    public double? PartPortesCloses => Part.De(PortesCloses, Realisees + PortesCloses + Refusees);
}

/// <summary>D8: social and financial diagnostics done, out of the assignations of the period (each mandates one).</summary>
public sealed record DiagnosticsSociaux(long Realises, long PortesCloses, long Refus, long Mandates)
{
    public double? PartRealises => Part.De(Realises, Mandates);
}

/// <summary>S1: exits of a period from one dispositif, by class.</summary>
public sealed record Sorties(string Dispositif, long Toutes, long Durables, long Transitions, long Positives)
{
    public double? PartDynamiques => Part.De(Durables + Transitions + Positives, Toutes);
}

/// <summary>R1: how often accompaniment is broken, over a period.</summary>
/// <param name="ChangementsDeReferent">Referents replaced by another.</param>
/// <param name="AnneesDeSuivi">Years that persons had a referent, added up, in each role.</param>
/// <param name="ChangementsDeLieu">Places of living changed.</param>
/// <param name="Accueils">Accueils in progress on at least one day.</param>
public sealed record Continuite(
    long ChangementsDeReferent, double AnneesDeSuivi, long ChangementsDeLieu, long Accueils, long Orientations, long Reorientations)
{
    public double? ChangementsDeReferentParAn => AnneesDeSuivi > 0 ? ChangementsDeReferent / AnneesDeSuivi : null;

    public double? LieuxChangesParAccueil => Part.De(ChangementsDeLieu, Accueils);

    public double? TauxDeReorientation => Part.De(Reorientations, Orientations);
}

internal static class Part
{
    public static double? De(long partie, long tout) => tout == 0 ? null : (double)partie / tout;
}

/// <summary>The shares that supervisors read beside the delays: appointments, visits, diagnostics, exits, continuity.</summary>
public sealed class Parts(NpgsqlDataSource source)
{
    public async Task<IssuesDesRendezVous> RendezVousAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        var actes = await CompterAsync(Nature.IssueRendezVous, du, vue, filtre, ct);
        return new(
            N(actes, IssueRendezVous.Honore), N(actes, IssueRendezVous.ManqueParUsager), N(actes, IssueRendezVous.ManqueParProfessionnel),
            N(actes, IssueRendezVous.ManqueSansCause), N(actes, IssueRendezVous.Annule));

        static long N(Dictionary<short, long> actes, IssueRendezVous issue) => actes.GetValueOrDefault((short)issue);
    }

    public async Task<IssuesDesVisites> VisitesAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        var actes = await CompterAsync(Nature.Visite, du, vue, filtre, ct);
        return new(actes.GetValueOrDefault((short)0), actes.GetValueOrDefault((short)1), actes.GetValueOrDefault((short)2));
    }

    public async Task<DiagnosticsSociaux> DiagnosticsAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        var actes = await CompterAsync(Nature.DiagnosticSocialFinancier, du, vue, filtre, ct);
        var stades = await CompterAsync(Nature.StadeExpulsion, du, vue, filtre, ct);
        return new(
            actes.GetValueOrDefault((short)0), actes.GetValueOrDefault((short)1), actes.GetValueOrDefault((short)2),
            stades.GetValueOrDefault(ReglesExpulsion.Numero(Domain.Logement.StadeExpulsion.Assignation)));
    }

    public async Task<IReadOnlyList<Sorties>> SortiesAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"""
            select coalesce(e.structure, ''), e.type, e.valeur, e.jour, count(*)
            from faits.actes e {Sql.Territoire}
            where e.nature = 113 and e.jour between $8 and $1 and {Sql.Conditions("e.jour")}
            group by 1, 2, 3, 4
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        var classes = new List<(string Dispositif, ClasseDeSortie Classe, long Nombre)>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var classe = ClassesDeSortie.De((SituationSortie)l.GetInt16(1), l.IsDBNull(2) ? null : l.GetInt32(2), l.GetFieldValue<DateOnly>(3));
            classes.Add((l.GetString(0), classe, l.GetInt64(4)));
        }

        return [.. classes.GroupBy(c => c.Dispositif).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Sorties(
            g.Key, g.Sum(c => c.Nombre), N(g, ClasseDeSortie.Durable), N(g, ClasseDeSortie.Transition), N(g, ClasseDeSortie.Positive)))];

        static long N(IEnumerable<(string, ClasseDeSortie Classe, long Nombre)> cas, ClasseDeSortie classe) =>
            cas.Where(c => c.Classe == classe).Sum(c => c.Nombre);
    }

    public async Task<Continuite> ContinuiteAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        var referents = await CompterAsync(Nature.ChangementReferent, du, vue, filtre, ct);
        var lieux = await CompterAsync(Nature.ChangementLieu, du, vue, filtre, ct);
        var orientations = await CompterAsync(Nature.OrientationPrononcee, du, vue, filtre, ct);
        var reorientations = await CompterAsync(Nature.Reorientation, du, vue, filtre, ct);
        await using var commande = source.CreateCommand($"""
            select coalesce(sum(least(e.au, $1 + 1) - greatest(e.du, $8)) filter (where e.nature = 7), 0)::bigint,
                   count(distinct e.objet) filter (where e.nature = 4)
            from faits.episodes e {Sql.Territoire}
            where e.nature in (4, 7) and e.du <= $1 and e.au > $8 and {Sql.Conditions("greatest(e.du, $8)")}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        await using var l = await commande.ExecuteReaderAsync(ct);
        await l.ReadAsync(ct);
        return new(
            referents.Values.Sum(), l.GetInt64(0) / 365.25, lieux.Values.Sum(), l.GetInt64(1), orientations.Values.Sum(), reorientations.Values.Sum());
    }

    private async Task<Dictionary<short, long>> CompterAsync(Nature nature, DateOnly du, Vue vue, Filtre filtre, CancellationToken ct)
    {
        await using var commande = source.CreateCommand($"""
            select e.type, count(*) from faits.actes e {Sql.Territoire}
            where e.nature = {(short)nature} and e.jour between $8 and $1 and {Sql.Conditions("e.jour")}
            group by 1
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        var nombres = new Dictionary<short, long>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            nombres[l.GetInt16(0)] = l.GetInt64(1);
        }

        return nombres;
    }
}
