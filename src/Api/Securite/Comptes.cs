using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Accompagnement.Api.Securite;

/// <summary>A local account.</summary>
public sealed record CompteLocal(string Identifiant, string Nom, string Role, string? Agent, IReadOnlyList<string> Sites, IReadOnlyList<string> Services);

/// <summary>What comes of a sign-in.</summary>
public enum IssueConnexion
{
    Accordee,

    /// <summary>Unknown account or wrong password: which of the two is never said.</summary>
    Refusee,

    /// <summary>Too many failures: wait.</summary>
    Bloquee,

    /// <summary>The right password, but one that somebody else knows: its owner chooses another first.</summary>
    AChanger,

    /// <summary>The right password, given too long ago.</summary>
    Perimee,
}

/// <summary>Accounts kept by the instance itself, with ASP.NET Core's password hasher and a lockout.</summary>
public sealed class Comptes(NpgsqlDataSource source, Sessions sessions, TimeProvider horloge)
{
    public const int EchecsAdmis = 5;
    public const int LongueurAuMoins = 12;

    /// <summary>What a drawn password is made of: no letter or digit that can be taken for another, aloud or on paper.</summary>
    internal const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static readonly TimeSpan Blocage = TimeSpan.FromMinutes(15);

    private static readonly PasswordHasher<string> Hacheur = new();
    private static readonly string Leurre = Hacheur.HashPassword("", "leurre");

    /// <summary>Creates an account, or changes it.</summary>
    public async Task EnregistrerAsync(CompteLocal compte, string motDePasse, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            insert into acces.comptes (identifiant, nom, role, agent, sites, services, mot_de_passe) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (identifiant) do update set nom = excluded.nom, role = excluded.role, agent = excluded.agent, sites = excluded.sites,
                services = excluded.services, mot_de_passe = excluded.mot_de_passe, echecs = 0, bloque_jusqua = null, ferme_le = null, provisoire_jusqua = null
            """);
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compte.Identifiant });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compte.Nom });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compte.Role });
        commande.Parameters.Add(new NpgsqlParameter { Value = (object?)compte.Agent ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. compte.Sites] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. compte.Services] });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Empreinte(compte.Identifiant, motDePasse) });
        await commande.ExecuteNonQueryAsync(ct);
        await sessions.FermerCellesDeAsync(compte.Identifiant, ct);
    }

    public async Task<bool> ExistentAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select exists (select from acces.comptes)");
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Whether one of these accounts exists.</summary>
    public async Task<bool> ExistentAsync(IEnumerable<string> identifiants, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select exists (select from acces.comptes where identifiant = any($1))");
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. identifiants] });
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Checks a password. Takes as long for an account that does not exist.</summary>
    /// <returns>What comes of it, and the account that was aimed at, if there is one: only <see cref="IssueConnexion.Accordee"/> lets it in.</returns>
    public async Task<(IssueConnexion Issue, CompteLocal? Vise)> ConnecterAsync(string identifiant, string motDePasse, CancellationToken ct)
    {
        var maintenant = horloge.GetUtcNow();
        CompteLocal? compte = null;
        var (empreinte, bloque, ferme, provisoire) = (Leurre, (DateTimeOffset?)null, false, (DateTimeOffset?)null);
        await using (var commande = source.CreateCommand("select identifiant, nom, role, agent, sites, services, mot_de_passe, bloque_jusqua, ferme_le is not null, provisoire_jusqua from acces.comptes where identifiant = $1"))
        {
            commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = identifiant.Replace("\0", "", StringComparison.Ordinal) });
            await using var lignes = await commande.ExecuteReaderAsync(ct);
            if (await lignes.ReadAsync(ct))
            {
                compte = new(lignes.GetString(0), lignes.GetString(1), lignes.GetString(2), lignes.IsDBNull(3) ? null : lignes.GetString(3), lignes.GetFieldValue<string[]>(4), lignes.GetFieldValue<string[]>(5));
                empreinte = lignes.GetString(6);
                bloque = lignes.IsDBNull(7) ? null : lignes.GetFieldValue<DateTimeOffset>(7);
                ferme = lignes.GetBoolean(8);
                provisoire = lignes.IsDBNull(9) ? null : lignes.GetFieldValue<DateTimeOffset>(9);
            }
        }

        var juste = Hacheur.VerifyHashedPassword(identifiant, empreinte, motDePasse) != PasswordVerificationResult.Failed;
        if (compte is null || ferme)
        {
            return (IssueConnexion.Refusee, compte);
        }

        if (bloque > maintenant)
        {
            return (IssueConnexion.Bloquee, compte);
        }

        await NoterAsync(compte.Identifiant, juste, maintenant, ct);
        return (!juste ? IssueConnexion.Refusee : provisoire is null ? IssueConnexion.Accordee : provisoire > maintenant ? IssueConnexion.AChanger : IssueConnexion.Perimee, compte);
    }

    /// <summary>Why a new password will not do, in French; null when it will. Long and one's own: what it is made of is left to its owner.</summary>
    public static string? Reproche(string identifiant, string ancien, string nouveau) => nouveau switch
    {
        { Length: < LongueurAuMoins or > 200 } => $"Le nouveau mot de passe a au moins {LongueurAuMoins} caractères : quelques mots sans lien entre eux conviennent.",
        _ when nouveau == ancien => "Le nouveau mot de passe est le même que l'ancien.",
        _ when nouveau.Contains(identifiant, StringComparison.OrdinalIgnoreCase) => "Le mot de passe ne contient pas l'identifiant.",
        _ when nouveau.Distinct().Count() < 5 => "Ce mot de passe répète trop peu de caractères différents.",
        _ => null,
    };

    /// <summary>The owner of an account chooses a password: the one before is worth nothing any more, nor are the sessions it opened.</summary>
    /// <returns>What comes of the password in place: only <see cref="IssueConnexion.Accordee"/> changed it.</returns>
    public async Task<(IssueConnexion Issue, CompteLocal? Vise)> ChoisirAsync(string identifiant, string ancien, string nouveau, CancellationToken ct)
    {
        var (issue, vise) = await ConnecterAsync(identifiant, ancien, ct);
        if (issue is not (IssueConnexion.Accordee or IssueConnexion.AChanger))
        {
            return (issue, vise);
        }

        await using var commande = source.CreateCommand("update acces.comptes set mot_de_passe = $2, provisoire_jusqua = null where identifiant = $1 and ferme_le is null");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = vise!.Identifiant });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Empreinte(vise.Identifiant, nouveau) });
        await commande.ExecuteNonQueryAsync(ct);
        await sessions.FermerCellesDeAsync(vise.Identifiant, ct);
        return (IssueConnexion.Accordee, vise);
    }

    /// <summary>What is kept of a password.</summary>
    internal static string Empreinte(string identifiant, string motDePasse) => Hacheur.HashPassword(identifiant, motDePasse);

    /// <summary>The session of an account.</summary>
    public static ClaimsPrincipal Session(CompteLocal compte, string schema)
    {
        var revendications = new List<Claim>
        {
            new("sub", compte.Identifiant), new(Revendications.Nom, compte.Nom), new(Revendications.Role, compte.Role),
        };
        if (compte.Agent is not null)
        {
            revendications.Add(new(Revendications.Agent, compte.Agent));
        }

        revendications.AddRange(compte.Sites.Select(s => new Claim(Revendications.Site, s)));
        revendications.AddRange(compte.Services.Select(s => new Claim(Revendications.Service, s)));
        return new(new ClaimsIdentity(revendications, schema, Revendications.Nom, Revendications.Role));
    }

    private async Task NoterAsync(string identifiant, bool juste, DateTimeOffset maintenant, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(juste
            ? "update acces.comptes set echecs = 0, bloque_jusqua = null, connecte_le = $2 where identifiant = $1"
            : """
              update acces.comptes set
                  echecs = case when echecs + 1 >= $2 then 0 else echecs + 1 end,
                  bloque_jusqua = case when echecs + 1 >= $2 then $3 else bloque_jusqua end
              where identifiant = $1
              """);
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = identifiant });
        if (juste)
        {
            commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = maintenant.UtcDateTime });
        }
        else
        {
            commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = EchecsAdmis });
            commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (maintenant + Blocage).UtcDateTime });
        }

        await commande.ExecuteNonQueryAsync(ct);
    }
}
