using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Traces;
using Npgsql;

namespace Accompagnement.Api.Administration;

/// <summary>A local account as an administrator sees it; nothing of its password.</summary>
/// <param name="Compte">Who it is for, and what it opens.</param>
/// <param name="FermeLe">Since when it opens nothing; null while it is open.</param>
/// <param name="BloqueJusqua">Until when too many failures keep it shut.</param>
/// <param name="ProvisoireJusqua">Until when the password given by an administrator is good; null once its owner chose one.</param>
/// <param name="ConnecteLe">The last sign-in.</param>
public sealed record EtatDeCompte(CompteLocal Compte, DateTimeOffset? FermeLe, DateTimeOffset? BloqueJusqua, DateTimeOffset? ProvisoireJusqua, DateTimeOffset? ConnecteLe);

/// <summary>
/// Opens, changes and closes local accounts. Each change is traced before it is made, closes the sessions of the account, and never bears
/// on the account of who makes it: nobody raises their own rights, and somebody is always left to administer.
/// </summary>
public sealed partial class TenueDesComptes(NpgsqlDataSource source, Sessions sessions, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>How long a password given by somebody else waits for its owner.</summary>
    public static readonly TimeSpan Provisoire = TimeSpan.FromDays(3);

    /// <summary>The roles of people; what sends facts has a token.</summary>
    public static readonly IReadOnlyList<string> RolesDePersonnes = [Roles.Referent, Roles.Superviseur, Roles.Statisticien, Roles.Administrateur];

    private static readonly Refus Inconnu = new("compte-inconnu", "Ce compte n'existe pas.");
    private static readonly Refus LeSien = new("compte-de-soi", "C'est votre propre compte : un autre administrateur le change.");

    /// <summary>Every account, those that are open first.</summary>
    public async Task<IReadOnlyList<EtatDeCompte>> LireAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select identifiant, nom, role, agent, sites, services, ferme_le, bloque_jusqua, provisoire_jusqua, connecte_le
            from acces.comptes order by ferme_le is not null, role, nom, identifiant
            """);
        await using var l = await commande.ExecuteReaderAsync(ct);
        var comptes = new List<EtatDeCompte>();
        while (await l.ReadAsync(ct))
        {
            comptes.Add(new(
                new(l.GetString(0), l.GetString(1), l.GetString(2), l.IsDBNull(3) ? null : l.GetString(3), l.GetFieldValue<string[]>(4), l.GetFieldValue<string[]>(5)),
                Instant(6), Instant(7), Instant(8), Instant(9)));
        }

        return comptes;

        DateTimeOffset? Instant(int colonne) => l.IsDBNull(colonne) ? null : l.GetFieldValue<DateTimeOffset>(colonne);
    }

    /// <summary>Opens an account. Its first password is given once, here, and only lets its owner choose another.</summary>
    public async Task<(string? MotDePasse, Refus? Refus)> OuvrirAsync(CompteLocal compte, Compte par, string? adresse, CancellationToken ct)
    {
        if (!Identifiant().IsMatch(compte.Identifiant))
        {
            return (null, new("identifiant", "Un identifiant a de 2 à 60 caractères : lettres minuscules, chiffres, point, tiret, arobase."));
        }

        if (await ReprocheAsync(compte, ct) is { } refus)
        {
            return (null, refus);
        }

        if ((await LireAsync(ct)).Any(c => c.Compte.Identifiant == compte.Identifiant))
        {
            return (null, new("compte-connu", "Un compte a déjà cet identifiant."));
        }

        await TracerAsync(par, compte.Identifiant, $"ouverture : {Dire(compte)}", adresse, ct);
        var motDePasse = Tirer();
        var ouvert = await ExecuterAsync(
            """
            insert into acces.comptes (identifiant, nom, role, agent, sites, services, mot_de_passe, provisoire_jusqua)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """,
            [.. Parametres(compte), Texte(Comptes.Empreinte(compte.Identifiant, motDePasse)), Fin()], ct);
        return ouvert ? (motDePasse, null) : (null, new("compte-connu", "Un compte a déjà cet identifiant."));
    }

    /// <summary>Changes who an account is for and what it opens; its password stays.</summary>
    public async Task<Refus?> ChangerAsync(CompteLocal compte, Compte par, string? adresse, CancellationToken ct)
    {
        if (compte.Identifiant == par.Nom)
        {
            return LeSien;
        }

        if (await ReprocheAsync(compte, ct) is { } refus)
        {
            return refus;
        }

        await TracerAsync(par, compte.Identifiant, $"changement : {Dire(compte)}", adresse, ct);
        return await ExecuterAsync("update acces.comptes set nom = $2, role = $3, agent = $4, sites = $5, services = $6 where identifiant = $1", Parametres(compte), ct)
            ? await FermerLesSessionsAsync(compte.Identifiant, ct)
            : Inconnu;
    }

    /// <summary>Closes an account: it opens nothing any more, at once, and what it did keeps its name.</summary>
    public async Task<Refus?> FermerAsync(string identifiant, Compte par, string? adresse, CancellationToken ct)
    {
        if (identifiant == par.Nom)
        {
            return LeSien;
        }

        await TracerAsync(par, identifiant, "fermeture", adresse, ct);
        return await ExecuterAsync("update acces.comptes set ferme_le = coalesce(ferme_le, $2) where identifiant = $1", [Texte(identifiant), Instant(horloge.GetUtcNow())], ct)
            ? await FermerLesSessionsAsync(identifiant, ct)
            : Inconnu;
    }

    /// <summary>Draws a new first password, and opens the account again if it was closed or blocked.</summary>
    public async Task<(string? MotDePasse, Refus? Refus)> DonnerMotDePasseAsync(string identifiant, Compte par, string? adresse, CancellationToken ct)
    {
        if (identifiant == par.Nom)
        {
            return (null, LeSien);
        }

        await TracerAsync(par, identifiant, "mot de passe provisoire", adresse, ct);
        var motDePasse = Tirer();
        if (!await ExecuterAsync(
            "update acces.comptes set mot_de_passe = $2, provisoire_jusqua = $3, ferme_le = null, echecs = 0, bloque_jusqua = null where identifiant = $1",
            [Texte(identifiant), Texte(Comptes.Empreinte(identifiant, motDePasse)), Fin()], ct))
        {
            return (null, Inconnu);
        }

        await sessions.FermerCellesDeAsync(identifiant, ct);
        return (motDePasse, null);
    }

    private async Task<Refus?> ReprocheAsync(CompteLocal compte, CancellationToken ct) => compte switch
    {
        { Nom.Length: 0 or > 100 } => new("nom", "Le nom est celui que les pages montrent : de 1 à 100 caractères."),
        _ when !RolesDePersonnes.Contains(compte.Role) => new("role", "Ce rôle n'existe pas.", compte.Role),
        { Role: Roles.Referent, Agent: null } => new("agent", "Un référent a un code d'agent : ses dossiers sont ceux de cet agent."),
        { Agent: { } agent } when !Sujet.TryParse($"agent/{agent}", out _) => new("agent", "Ce code d'agent ne convient pas : des lettres, des chiffres et des tirets.", agent),
        { Agent: { } agent } when await AgentPrisAsync(agent, compte.Identifiant, ct) => new("agent-pris", "Un autre compte ouvert a ce code d'agent : deux personnes ne signent pas du même nom.", agent),
        _ when compte.Services.Any(s => !ServicesDuDepartement.Tous.Contains(s)) => new("service", "Ce service n'existe pas."),
        _ when compte.Sites.Any(s => !Sujet.TryParse($"structure/{s}", out _)) => new("site", "Un code de site ne convient pas : des lettres, des chiffres et des tirets."),
        _ => null,
    };

    private async Task<bool> AgentPrisAsync(string agent, string identifiant, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select exists (select from acces.comptes where agent = $1 and identifiant <> $2 and ferme_le is null)");
        commande.Parameters.Add(Texte(agent));
        commande.Parameters.Add(Texte(identifiant));
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    private Task TracerAsync(Compte par, string identifiant, string quoi, string? adresse, CancellationToken ct) =>
        journal.NoterDurablementAsync(Trace.De(NatureTrace.Habilitation, par, horloge.GetUtcNow(), [], $"comptes/{identifiant}", quoi, adresse), ct);

    private async Task<Refus?> FermerLesSessionsAsync(string identifiant, CancellationToken ct)
    {
        await sessions.FermerCellesDeAsync(identifiant, ct);
        return null;
    }

    private async Task<bool> ExecuterAsync(string sql, NpgsqlParameter[] parametres, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(sql);
        commande.Parameters.AddRange(parametres);
        return await commande.ExecuteNonQueryAsync(ct) == 1;
    }

    private NpgsqlParameter<DateTime> Fin() => Instant(horloge.GetUtcNow() + Provisoire);

    private static string Tirer() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Comptes.Alphabet, 4)));

    private static string Dire(CompteLocal c) => string.Join(' ', (string[])[c.Role, c.Agent ?? "sans agent", .. c.Sites, .. c.Services]);

    private static NpgsqlParameter[] Parametres(CompteLocal c) =>
    [
        Texte(c.Identifiant), Texte(c.Nom), Texte(c.Role), new() { Value = (object?)c.Agent ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
        new NpgsqlParameter<string[]> { TypedValue = [.. c.Sites] }, new NpgsqlParameter<string[]> { TypedValue = [.. c.Services] },
    ];

    private static NpgsqlParameter<string> Texte(string valeur) => new() { TypedValue = valeur };

    private static NpgsqlParameter<DateTime> Instant(DateTimeOffset valeur) => new() { TypedValue = valeur.UtcDateTime };

    [GeneratedRegex("^[a-z0-9][a-z0-9.@_-]{1,59}$")]
    private static partial Regex Identifiant();
}
