using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace Accompagnement.Api.Securite;

/// <summary>
/// The open sessions of pages. Each sign-in opens a new one, whatever cookie was sent with it; signing out closes it, so that a copy
/// of its cookie is worth nothing afterwards, on whichever instance it is tried.
/// </summary>
public sealed class Sessions(NpgsqlDataSource source, TimeProvider horloge)
{
    /// <summary>However busy it is, a session ends: the day is over.</summary>
    public static readonly TimeSpan DureeAuPlus = TimeSpan.FromHours(14);

    private const string Revendication = "session";

    /// <summary>Ties the cookie's life to that of its session.</summary>
    internal static void Relier(CookieAuthenticationEvents evenements)
    {
        evenements.OnSigningIn = async c =>
        {
            var sessions = De(c.HttpContext);
            await sessions.FermerAsync(c.HttpContext.User, c.HttpContext.RequestAborted);
            var session = await sessions.OuvrirAsync(c.Principal!.FindFirstValue("sub") ?? c.Principal!.Compte(), c.HttpContext.RequestAborted);
            c.Principal!.AddIdentity(new ClaimsIdentity([new(Revendication, session.ToString("N"))]));
        };
        evenements.OnValidatePrincipal = async c =>
        {
            if (!await De(c.HttpContext).EstOuverteAsync(c.Principal, c.HttpContext.RequestAborted))
            {
                c.RejectPrincipal();
            }
        };
        evenements.OnSigningOut = c => De(c.HttpContext).FermerAsync(c.HttpContext.User, CancellationToken.None);
    }

    /// <summary>Closes every session of an account: its password, its role or its sites have changed.</summary>
    public Task FermerCellesDeAsync(string compte, CancellationToken ct) => ExecuterAsync("delete from acces.sessions where compte = $1", ct, new NpgsqlParameter<string> { TypedValue = compte });

    private async Task<Guid> OuvrirAsync(string compte, CancellationToken ct)
    {
        var (session, maintenant) = (Guid.NewGuid(), horloge.GetUtcNow().UtcDateTime);
        await ExecuterAsync(
            "with finies as (delete from acces.sessions where expire_le < $3) insert into acces.sessions (session, compte, ouverte_le, expire_le) values ($1, $2, $3, $4)",
            ct,
            new NpgsqlParameter<Guid> { TypedValue = session },
            new NpgsqlParameter<string> { TypedValue = compte },
            new NpgsqlParameter<DateTime> { TypedValue = maintenant },
            new NpgsqlParameter<DateTime> { TypedValue = maintenant + DureeAuPlus });
        return session;
    }

    private async Task<bool> EstOuverteAsync(ClaimsPrincipal? personne, CancellationToken ct)
    {
        if (Identifiant(personne) is not { } session)
        {
            return false;
        }

        await using var commande = source.CreateCommand("select exists (select from acces.sessions where session = $1 and expire_le > $2)");
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = session });
        commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = horloge.GetUtcNow().UtcDateTime });
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    private async Task FermerAsync(ClaimsPrincipal? personne, CancellationToken ct)
    {
        if (Identifiant(personne) is { } session)
        {
            await ExecuterAsync("delete from acces.sessions where session = $1", ct, new NpgsqlParameter<Guid> { TypedValue = session });
        }
    }

    private async Task ExecuterAsync(string sql, CancellationToken ct, params NpgsqlParameter[] parametres)
    {
        await using var commande = source.CreateCommand(sql);
        commande.Parameters.AddRange(parametres);
        await commande.ExecuteNonQueryAsync(ct);
    }

    private static Guid? Identifiant(ClaimsPrincipal? personne) => Guid.TryParseExact(personne?.FindFirstValue(Revendication), "N", out var session) ? session : null;

    private static Sessions De(HttpContext contexte) => contexte.RequestServices.GetRequiredService<Sessions>();
}
