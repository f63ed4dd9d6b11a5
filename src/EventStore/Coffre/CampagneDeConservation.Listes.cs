using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>Where a list stands.</summary>
/// <param name="Liste">Its identifier.</param>
/// <param name="EtablieLe">When it was drawn up.</param>
/// <param name="EtabliePar">By which account: another one confirms it.</param>
/// <param name="ConfirmeeLe">When it was confirmed.</param>
/// <param name="ConfirmeePar">By which account.</param>
/// <param name="Visa">The reference of the archives' visa.</param>
/// <param name="ExecuteeLe">When the last file of it was done.</param>
/// <param name="Dossiers">How many files it holds.</param>
/// <param name="Faits">How many of them are done.</param>
public sealed record ListeDeConservation(
    Guid Liste, DateTimeOffset EtablieLe, string EtabliePar, DateTimeOffset? ConfirmeeLe, string? ConfirmeePar, string? Visa, DateTimeOffset? ExecuteeLe, int Dossiers, int Faits);

/// <summary>A file of a list, with what was decided and whether it is done.</summary>
public sealed record PropositionDeListe(Proposition Proposition, DecisionConservation? Decision, DateOnly? Jusquau, DateTimeOffset? FaitLe);

/// <summary>Until when and why the files that a list proposes to archive stay in the intermediate archive.</summary>
public sealed record Archivage(string? Motif, DateOnly? Jusquau);

/// <summary>What is shown of the lists.</summary>
public sealed partial class CampagneDeConservation
{
    private const string Listes = """
        select l.liste, l.etablie_le, l.etablie_par, l.confirmee_le, l.confirmee_par, l.visa, l.executee_le, count(p.personne)::int, count(p.fait_le)::int
        from conservation.listes l left join conservation.propositions p using (liste)
        """;

    /// <summary>The lists, the latest first.</summary>
    public async Task<IReadOnlyList<ListeDeConservation>> ListesAsync(int max = 100, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"{Listes} group by l.liste order by l.etablie_le desc limit $1");
        commande.Parameters.Add(Valeur(max));
        return await LireListesAsync(commande, ct);
    }

    /// <summary>One list; null when there is no such one.</summary>
    public async Task<ListeDeConservation?> ListeAsync(Guid liste, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"{Listes} where l.liste = $1 group by l.liste");
        commande.Parameters.Add(Valeur(liste));
        return (await LireListesAsync(commande, ct)).SingleOrDefault();
    }

    /// <summary>The files of a list, by identifier, after one of them.</summary>
    public async Task<IReadOnlyList<PropositionDeListe>> PropositionsAsync(Guid liste, Guid? apres = null, int max = int.MaxValue, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand("""
            select personne, regle, echue_le, issue, decision, jusquau, fait_le from conservation.propositions
            where liste = $1 and personne > $2 order by personne limit $3
            """);
        commande.Parameters.Add(Valeur(liste));
        commande.Parameters.Add(Valeur(apres ?? Guid.Empty));
        commande.Parameters.Add(Valeur(max));
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var propositions = new List<PropositionDeListe>();
        while (await lignes.ReadAsync(ct))
        {
            propositions.Add(new(
                new(lignes.GetGuid(0), lignes.GetString(1), lignes.GetFieldValue<DateOnly>(2), Enum.Parse<IssueConservation>(lignes.GetString(3))),
                lignes.IsDBNull(4) ? null : Enum.Parse<DecisionConservation>(lignes.GetString(4)),
                lignes.IsDBNull(5) ? null : lignes.GetFieldValue<DateOnly>(5),
                lignes.IsDBNull(6) ? null : lignes.GetFieldValue<DateTimeOffset>(6)));
        }

        return propositions;
    }

    /// <summary>Confirms a list as it proposes, but for the files named one by one.</summary>
    /// <param name="liste">The list.</param>
    /// <param name="par">Who confirms.</param>
    /// <param name="visa">The reference of the archives' visa.</param>
    /// <param name="archivage">For the files it proposes to archive; not needed when there are none.</param>
    /// <param name="exceptions">The files for which something else was decided.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Refus?> ConfirmerAsync(Guid liste, Compte par, string visa, Archivage? archivage, IReadOnlyList<Choix> exceptions, CancellationToken ct = default)
    {
        var propositions = await PropositionsAsync(liste, ct: ct);
        var parPersonne = exceptions.GroupBy(e => e.Personne).ToDictionary(g => g.Key, g => g.First());
        if (exceptions.Count != parPersonne.Count || parPersonne.Keys.Except(propositions.Select(p => p.Proposition.Personne)).Any())
        {
            return new("choix-hors-liste", "Un dossier est nommé deux fois, ou n'est pas dans cette liste.", null, "exceptions");
        }

        Choix[] choix =
        [.. propositions.Select(p => parPersonne.TryGetValue(p.Proposition.Personne, out var c)
            ? c
            : p.Proposition.Issue == IssueConservation.Archivage
                ? new(p.Proposition.Personne, DecisionConservation.Archiver, archivage?.Motif, archivage?.Jusquau)
                : new Choix(p.Proposition.Personne, DecisionConservation.Effacer))];
        return await ConfirmerAsync(liste, par, visa, choix, ct);
    }

    private static async Task<IReadOnlyList<ListeDeConservation>> LireListesAsync(NpgsqlCommand commande, CancellationToken ct)
    {
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var listes = new List<ListeDeConservation>();
        while (await lignes.ReadAsync(ct))
        {
            listes.Add(new(
                lignes.GetGuid(0), lignes.GetFieldValue<DateTimeOffset>(1), lignes.GetString(2), Instant(3), Texte(4), Texte(5), Instant(6), lignes.GetInt32(7), lignes.GetInt32(8)));
        }

        return listes;

        DateTimeOffset? Instant(int colonne) => lignes.IsDBNull(colonne) ? null : lignes.GetFieldValue<DateTimeOffset>(colonne);

        string? Texte(int colonne) => lignes.IsDBNull(colonne) ? null : lignes.GetString(colonne);
    }
}
