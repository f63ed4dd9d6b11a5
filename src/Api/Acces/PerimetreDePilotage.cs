using System.Security.Claims;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Acces;

/// <summary>
/// What a supervisor limited to services may count (docs/decisions/0060): nothing of the compartment of child protection outside the ASE
/// service, and the agents of those services only. Who has no such limit counts everything.
/// </summary>
public static class PerimetreDePilotage
{
    /// <summary>Narrows a filter to what the account covers; sites are asked for by the caller.</summary>
    public static Filtre DuPerimetre(this Filtre filtre, ClaimsPrincipal personne) => Services(personne) is { } services
        ? filtre with { Services = services, SansEnfance = !services.Contains(ServicesDuDepartement.Ase) }
        : filtre;

    /// <summary>Whether the lists of persons of a service are for the account.</summary>
    public static bool Couvre(ClaimsPrincipal personne, string service) => Services(personne)?.Contains(service) != false;

    /// <summary>
    /// Whether exact figures of the whole département are within what the account covers: not for who covers some sites only, nor those of
    /// child protection for who does not cover it. The protected ones are for everybody.
    /// </summary>
    public static bool VoitExact(ClaimsPrincipal personne, bool enfance) =>
        personne.IsInRole(Roles.Administrateur)
        || (personne.IsInRole(Roles.Superviseur) && personne.FindFirst(Revendications.Site) is null && (!enfance || Couvre(personne, ServicesDuDepartement.Ase)));

    private static string[]? Services(ClaimsPrincipal personne) =>
        personne.CompteDAcces() is { Role: RoleCompte.Superviseur, Services: { Count: > 0 } services } ? [.. services] : null;
}
