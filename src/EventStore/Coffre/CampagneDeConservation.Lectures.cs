using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>What a campaign reads.</summary>
public sealed partial class CampagneDeConservation
{
    /// <summary>Files that no list may hold: frozen, in the archive for some time yet, or in another list that is not carried out.</summary>
    private async Task<(HashSet<Guid> Exclus, List<(Guid Personne, DateOnly Jusquau)> FinsDArchive)> HorsListeAsync(DateOnly jour, CancellationToken ct, Guid? sauf = null)
    {
        var exclus = new HashSet<Guid>();
        var fins = new List<(Guid, DateOnly)>();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("""
            select personne from conservation.gels where jusquau is null or jusquau >= $1
            union all select personne from conservation.archives where jusquau > $1
            union all
            select p.personne from conservation.propositions p join conservation.listes l using (liste)
            where l.executee_le is null and p.fait_le is null and l.liste <> $2
            """)
        {
            Parameters = { Valeur(jour), Valeur(sauf ?? Guid.Empty) },
        });
        batch.BatchCommands.Add(new("select personne, jusquau from conservation.archives where jusquau <= $1 order by jusquau") { Parameters = { Valeur(jour) } });
        await using var lignes = await batch.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            exclus.Add(lignes.GetGuid(0));
        }

        await lignes.NextResultAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            if (!exclus.Contains(lignes.GetGuid(0)))
            {
                fins.Add((lignes.GetGuid(0), lignes.GetFieldValue<DateOnly>(1)));
            }
        }

        return (exclus, fins);
    }

    private async Task<Dictionary<Guid, Guid>> AbsorbantsAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select absorbe, absorbant from accompagnement.fusions");
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var absorbants = new Dictionary<Guid, Guid>();
        while (await lignes.ReadAsync(ct))
        {
            absorbants[lignes.GetGuid(0)] = lignes.GetGuid(1);
        }

        return absorbants;
    }

    private async Task<List<(Guid Personne, string Regle, DecisionConservation Decision, Guid? Motif, DateOnly? Jusquau)>> AFaireAsync(Guid liste, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select p.personne, p.regle, p.decision, p.motif, p.jusquau
            from conservation.propositions p join conservation.listes l using (liste)
            where l.liste = $1 and l.confirmee_le is not null and p.decision is not null and p.fait_le is null
            order by p.personne
            """);
        commande.Parameters.Add(Valeur(liste));
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var aFaire = new List<(Guid, string, DecisionConservation, Guid?, DateOnly?)>();
        while (await lignes.ReadAsync(ct))
        {
            aFaire.Add((
                lignes.GetGuid(0), lignes.GetString(1), Enum.Parse<DecisionConservation>(lignes.GetString(2)),
                lignes.IsDBNull(3) ? null : lignes.GetGuid(3), lignes.IsDBNull(4) ? null : lignes.GetFieldValue<DateOnly>(4)));
        }

        return aFaire;
    }

    /// <summary>Whether the rule is still due: the person may have come back between the list and its visa.</summary>
    private async Task<bool> EncoreDueAsync(Guid personne, string regle, Dictionary<string, RegleConservation> regles, DateOnly jour, CancellationToken ct)
    {
        if (regle == FinDArchive)
        {
            return true;
        }

        var faits = new List<Fait>();
        var absorbes = (await AbsorbantsAsync(ct)).Where(a => a.Value == personne).Select(a => a.Key);
        await foreach (var (_, _, fait) in store.ReadStreamsAsync([.. absorbes, personne], ct))
        {
            faits.Add(fait);
        }

        return regles.TryGetValue(regle, out var r) && Conservation.Due(faits, [.. regles.Values], jour) is not null
            && Conservation.Debut(r.Declencheur, Histoire.Effective(faits)) is { } debut && debut.AddMonths(r.DureeMois) <= jour;
    }

    /// <summary>Whether a file, or one that was merged into it, is frozen at this moment: a freeze may come while a list is being carried out.</summary>
    private async Task<bool> GeleAsync(Guid personne, DateOnly jour, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select exists (select from conservation.gels where (jusquau is null or jusquau >= $2)
                and (personne = $1 or personne in (select absorbe from accompagnement.fusions where absorbant = $1)))
            """);
        commande.Parameters.Add(Valeur(personne));
        commande.Parameters.Add(Valeur(jour));
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    private async Task ExecuterAsync(string sql, CancellationToken ct, params NpgsqlParameter[] parametres)
    {
        await using var commande = source.CreateCommand(sql);
        commande.Parameters.AddRange(parametres);
        await commande.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter<T> Valeur<T>(T valeur) => new() { TypedValue = valeur };
}
