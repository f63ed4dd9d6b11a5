using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Traces;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>A file that must not be erased nor archived for now.</summary>
/// <param name="Personne">The file.</param>
/// <param name="Motif">Why: one of <see cref="GelsDeConservation.Motifs"/>.</param>
/// <param name="PosePar">The account that froze it.</param>
/// <param name="PoseLe">When.</param>
/// <param name="Jusquau">The last day; null until it is lifted.</param>
public sealed record Gel(Guid Personne, string Motif, string PosePar, DateTimeOffset PoseLe, DateOnly? Jusquau);

/// <summary>Freezes files against retention, and lifts the freezes; both are traced before they happen.</summary>
public sealed class GelsDeConservation(NpgsqlDataSource source, JournalDesTraces journal, TimeProvider horloge)
{
    private const int Lus = 1000;

    /// <summary>The reasons, by their codes: a text would tell of the person in the clear.</summary>
    public static IReadOnlyDictionary<string, string> Motifs { get; } = new Dictionary<string, string>
    {
        ["recours"] = "recours en cours",
        ["actionEnJustice"] = "action en justice",
        ["controle"] = "contrôle",
        ["demandeDAcces"] = "demande d'accès au dossier",
    };

    /// <summary>The freezes that hold, the latest first.</summary>
    public async Task<IReadOnlyList<Gel>> LireAsync(CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand("""
            select personne, motif, pose_par, pose_le, jusquau from conservation.gels
            where jusquau is null or jusquau >= $1 order by pose_le desc, personne, motif limit $2
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Calendrier.Jour(horloge.GetUtcNow()) });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Lus });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var gels = new List<Gel>();
        while (await lignes.ReadAsync(ct))
        {
            gels.Add(new(
                lignes.GetGuid(0), lignes.GetString(1), lignes.GetString(2), lignes.GetFieldValue<DateTimeOffset>(3), lignes.IsDBNull(4) ? null : lignes.GetFieldValue<DateOnly>(4)));
        }

        return gels;
    }

    /// <summary>Freezes a file; one that was merged is frozen where it went. Frozen again for the same reason, only the day changes.</summary>
    /// <returns>Why not; null when it is frozen.</returns>
    public async Task<Refus?> PoserAsync(Guid personne, string motif, DateOnly? jusquau, Compte par, CancellationToken ct = default)
    {
        if (!CampagneDeConservation.EstHabilite(par))
        {
            return new("gel-reserve", "Seule une personne habilitée (superviseur de tout le département, ou administrateur) gèle un dossier.");
        }

        if (!Motifs.ContainsKey(motif))
        {
            return new("gel-motif", "Il faut dire pourquoi le dossier est gelé.", motif, "motif");
        }

        if (jusquau < Calendrier.Jour(horloge.GetUtcNow()))
        {
            return new("gel-passe", "Un gel finit aujourd'hui ou plus tard.", null, "jusquau");
        }

        if (await DossierAsync(personne, ct) is not { } dossier)
        {
            return new("gel-inconnu", "Aucun dossier ne porte cet identifiant.", null, "personne");
        }

        await TracerAsync(dossier, par, "pose", motif, ct);
        await ExecuterAsync("""
            insert into conservation.gels (personne, motif, pose_par, pose_le, jusquau) values ($1, $2, $3, $4, $5)
            on conflict (personne, motif) do update set pose_par = excluded.pose_par, pose_le = excluded.pose_le, jusquau = excluded.jusquau
            """,
            ct, new NpgsqlParameter<Guid> { TypedValue = dossier }, new NpgsqlParameter<string> { TypedValue = motif }, new NpgsqlParameter<string> { TypedValue = par.Nom },
            new NpgsqlParameter<DateTime> { TypedValue = horloge.GetUtcNow().UtcDateTime }, new NpgsqlParameter { Value = (object?)jusquau ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date });
        return null;
    }

    /// <summary>Lifts a freeze; lifting one that is no longer there changes nothing.</summary>
    public async Task<Refus?> LeverAsync(Guid personne, string motif, Compte par, CancellationToken ct = default)
    {
        if (!CampagneDeConservation.EstHabilite(par))
        {
            return new("gel-reserve", "Seule une personne habilitée (superviseur de tout le département, ou administrateur) lève un gel.");
        }

        if (Motifs.ContainsKey(motif))
        {
            await TracerAsync(personne, par, "levee", motif, ct);
            await ExecuterAsync(
                "delete from conservation.gels where personne = $1 and motif = $2", ct, new NpgsqlParameter<Guid> { TypedValue = personne }, new NpgsqlParameter<string> { TypedValue = motif });
        }

        return null;
    }

    private async Task<Guid?> DossierAsync(Guid personne, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            with recursive suite (personne, pas) as (
                select $1::uuid, 0
                union all select f.absorbant, s.pas + 1 from suite s join accompagnement.fusions f on f.absorbe = s.personne where s.pas < 20)
            select s.personne from suite s join public.mt_streams m on m.id = s.personne and m.type = 'trajectoire' order by s.pas desc limit 1
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personne });
        return (Guid?)await commande.ExecuteScalarAsync(ct);
    }

    private Task TracerAsync(Guid personne, Compte par, string quoi, string motif, CancellationToken ct) =>
        journal.NoterDurablementAsync(Trace.De(NatureTrace.Effacement, par, horloge.GetUtcNow(), [personne], $"conservation/gel/{quoi}", motif), ct);

    private async Task ExecuterAsync(string sql, CancellationToken ct, params NpgsqlParameter[] parametres)
    {
        await using var commande = source.CreateCommand(sql);
        commande.Parameters.AddRange(parametres);
        await commande.ExecuteNonQueryAsync(ct);
    }
}
