using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A file that a figure counts; one that is counted twice is there twice.</summary>
/// <param name="Nature">What it is counted for.</param>
/// <param name="Type">The kind of it, by the name of the contract; empty where there is a single one.</param>
/// <param name="Le">The day of the act, or the day the delay opened.</param>
/// <param name="Fin">The day the delay was closed or abandoned; null for an act, and for what is in progress.</param>
public sealed record DossierCompte(Guid Personne, Nature Nature, string Type, string Service, string Territoire, DateOnly Le, DateOnly? Fin)
{
    /// <summary>How the delay stands.</summary>
    public Issue Issue { get; init; }
}

/// <summary>The files behind a figure: how many there are in all, and some of them.</summary>
public sealed record DossiersComptes(long Total, IReadOnlyList<DossierCompte> Lignes)
{
    public static DossiersComptes Aucun { get; } = new(0, []);
}

/// <summary>Which of the delays of a cohort are looked at.</summary>
public enum PartDuDelai
{
    Ouverts,
    Clos,
    EnCours,
    Abandonnes,
}

/// <summary>Which of the waits for a measure are looked at.</summary>
public enum PartDesAttentes
{
    /// <summary>Those that began in the month of the day.</summary>
    Entrees,

    /// <summary>Those that ended in it.</summary>
    Sorties,

    /// <summary>Those of the day during which something else is done.</summary>
    Substituees,
}

/// <summary>Goes from a figure of <see cref="Delais"/> or <see cref="Parts"/> to the files that it counts, under the same conditions.</summary>
public sealed class DossiersDesChiffres(NpgsqlDataSource source)
{
    private const string Colonnes = "e.flux, e.nature, e.type, coalesce(e.structure, ''), t.territoire";

    /// <summary>The delays of a cohort, those that opened first before the others.</summary>
    /// <param name="code">One of <see cref="Delais.Codes"/>.</param>
    /// <param name="part">Which of them.</param>
    /// <param name="du">The first day of the cohort's period.</param>
    /// <param name="fin">Its last day.</param>
    /// <param name="vue">The last day of observation, and the knowledge.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="apres">Passes over so many.</param>
    /// <param name="max">How many to give.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<DossiersComptes> DelaisAsync(
        string code, PartDuDelai part, DateOnly du, DateOnly fin, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        var choix = part switch
        {
            PartDuDelai.Clos => "e.valeur = 1 and e.au <= $1",
            PartDuDelai.Abandonnes => "e.valeur = 2 and e.au <= $1",
            PartDuDelai.EnCours => "not (e.valeur > 0 and e.au <= $1)",
            _ => "true",
        };
        await using var commande = Requete.Creer(source, $"""
            select {Colonnes}, e.du, case when e.valeur > 0 and e.au <= $1 then e.au end, case when e.au <= $1 then e.valeur else 0 end, count(*) over ()
            from faits.episodes e {Sql.Territoire}
            where e.nature = {(short)Delais.Codes[code]} and e.du between $8 and $9 and {choix} and {Sql.Conditions("e.du", filtre)}
            order by e.du, e.flux, e.objet offset $10 limit $11
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = fin < vue.Au ? fin : vue.Au });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        return await LireDureesAsync(commande, ct);
    }

    /// <summary>
    /// The waits behind a figure of <see cref="ListesAttente"/>, the oldest decisions first. A wait is cut by moves and changes of service:
    /// its days are those of its delay, from the decision on.
    /// </summary>
    public async Task<DossiersComptes> AttentesAsync(PartDesAttentes part, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        var (choix, jour) = part switch
        {
            PartDesAttentes.Entrees => ("e.debut and e.du between $8 and $1", "e.du"),
            PartDesAttentes.Sorties => ("e.fin and e.du <= $1 and e.au between $8 and $1", "e.au - 1"),
            _ => ("e.valeur = 1 and e.du <= $1 and e.au > $1", "$1"),
        };

        // Of a stock, a person counts once for each kind of measure.
        await using var commande = Requete.Creer(source, $"""
            select flux, nature, type, structure, territoire, decision, fin, valeur, count(*) over ()
            from (
                select {(part == PartDesAttentes.Substituees ? "distinct on (e.flux, e.type) " : "")}e.flux, e.nature, e.type, coalesce(e.structure, '') as structure, t.territoire, coalesce(d.du, e.du) as decision, e.objet,
                       case when d.valeur > 0 and d.au <= $1 then d.au when e.fin and e.au <= $1 then e.au end as fin, case when d.au <= $1 then d.valeur else 0 end as valeur
                from faits.episodes e {Sql.Territoire}
                left join lateral (
                    select min(d.du) as du, max(d.au) as au, max(d.valeur) as valeur from faits.episodes d
                    where d.nature = 203 and d.type = e.type and d.objet = e.objet and d.flux = e.flux and d.connu_de <= $2 and d.connu_a > $2
                ) d on true
                where $8::date is not null and e.nature = 3 and {choix} and {Sql.Conditions(jour, filtre)}
                order by e.flux, e.type, decision
            ) attentes
            order by decision, flux, objet offset $9 limit $10
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new(vue.Au.Year, vue.Au.Month, 1) });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        return await LireDureesAsync(commande, ct);
    }

    /// <summary>The acts from a day to that of the view, the last first.</summary>
    public async Task<DossiersComptes> ActesAsync(Nature nature, DateOnly du, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Colonnes}, e.jour, count(*) over ()
            from faits.actes e {Sql.Territoire}
            where e.nature = {(short)nature} and {Sql.TousTypes()} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            order by e.jour desc, e.flux, e.objet offset $9 limit $10
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var (total, lignes) = (0L, new List<DossierCompte>());
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            lignes.Add(Lire(l));
            total = l.GetInt64(6);
        }

        return new(total, lignes);
    }

    /// <summary>The exits of one class, or of all; the class is not stored: it is that of the rule on the day of each exit.</summary>
    public async Task<DossiersComptes> SortiesAsync(ClasseDeSortie? classe, DateOnly du, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Colonnes}, e.jour, e.valeur
            from faits.actes e {Sql.Territoire}
            where e.nature = {(short)Nature.Sortie} and {Sql.TousTypes()} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            order by e.jour desc, e.flux, e.objet
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        var sorties = new List<DossierCompte>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var jour = l.GetFieldValue<DateOnly>(5);
            if (classe is null || ClassesDeSortie.De((SituationSortie)l.GetInt16(2), l.IsDBNull(6) ? null : l.GetInt32(6), jour) == classe)
            {
                sorties.Add(Lire(l));
            }
        }

        return new(sorties.Count, [.. sorties.Skip(apres).Take(max)]);
    }

    private static async Task<DossiersComptes> LireDureesAsync(Requete commande, CancellationToken ct)
    {
        var (total, lignes) = (0L, new List<DossierCompte>());
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            lignes.Add(Lire(l) with { Fin = l.IsDBNull(6) ? null : l.GetFieldValue<DateOnly>(6), Issue = (Issue)l.GetInt32(7) });
            total = l.GetInt64(8);
        }

        return new(total, lignes);
    }

    private static DossierCompte Lire(NpgsqlDataReader l)
    {
        var nature = (Nature)l.GetInt16(1);
        return new(l.GetGuid(0), nature, Noms.Type(nature, l.GetInt16(2)), l.GetString(3), l.GetString(4), l.GetFieldValue<DateOnly>(5), null);
    }
}
