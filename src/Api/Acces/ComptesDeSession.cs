using System.Security.Claims;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;

namespace Accompagnement.Api.Acces;

/// <summary>Who asks, as the token or the session says it: never as a body or a query says it.</summary>
public static class ComptesDeSession
{
    /// <summary>The account behind a token or a session; null when it has no role of the contract, or several.</summary>
    public static Compte? CompteDAcces(this ClaimsPrincipal personne)
    {
        if (personne.Identity?.IsAuthenticated != true || Role(personne) is not { } role)
        {
            return null;
        }

        var agent = personne.FindFirstValue(Revendications.Agent);
        return new(
            personne.FindFirstValue("sub") ?? agent ?? personne.Identity.Name ?? "inconnu",
            role,
            string.IsNullOrWhiteSpace(agent) ? null : agent,
            Valeurs(personne, Revendications.Site),
            Valeurs(personne, Revendications.Service),
            personne.FindFirstValue(Revendications.Structure));
    }

    /// <summary>Two roles at once would add up to a right that neither has: such an account has none.</summary>
    private static RoleCompte? Role(ClaimsPrincipal personne) =>
        Valeurs(personne, Revendications.Role) is [var seul]
            ? seul switch
            {
                Roles.Referent => RoleCompte.Referent,
                Roles.Superviseur => RoleCompte.Superviseur,
                Roles.Statisticien => RoleCompte.Statisticien,
                Roles.Administrateur => RoleCompte.Administrateur,
                Roles.Import => RoleCompte.Import,
                _ => null,
            }
            : null;

    private static string[] Valeurs(ClaimsPrincipal personne, string type) =>
        [.. personne.FindAll(type).Select(c => c.Value).Where(v => v.Length > 0).Distinct()];
}
