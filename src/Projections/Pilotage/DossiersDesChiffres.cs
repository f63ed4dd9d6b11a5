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
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = fin < vue.Au ? fin : vue.Au });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var (total, lignes) = (0L, new List<DossierCompte>());
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            lignes.Add(Lire(l) with { Fin = l.IsDBNull(6) ? null : l.GetFieldValue<DateOnly>(6), Issue = (Issue)l.GetInt32(7) });
            total = l.GetInt64(8);
        }

        return new(total, lignes);
    }

    /// <summary>The acts from a day to that of the view, the last first.</summary>
    public async Task<DossiersComptes> ActesAsync(Nature nature, DateOnly du, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Colonnes}, e.jour, count(*) over ()
            from faits.actes e {Sql.Territoire}
            where e.nature = {(short)nature} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            order by e.jour desc, e.flux, e.objet offset $9 limit $10
            """);
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
            where e.nature = {(short)Nature.Sortie} and e.jour between $8 and $1 and {Sql.Conditions("e.jour", filtre)}
            order by e.jour desc, e.flux, e.objet
            """);
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

    private static DossierCompte Lire(NpgsqlDataReader l)
    {
        var nature = (Nature)l.GetInt16(1);
        return new(l.GetGuid(0), nature, Noms.Type(nature, l.GetInt16(2)), l.GetString(3), l.GetString(4), l.GetFieldValue<DateOnly>(5), null);
    }
}
