using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Api.Trajectoires;

/// <summary>Who may record what, besides the need to know of a file.</summary>
internal static class RegleDesActes
{
    private static readonly Refus Role = new("acte-non-permis", "Ce compte n'enregistre pas cet acte.");

    /// <summary>Whether the role, and the site for a register, allow an act in a kind of stream.</summary>
    public static Refus? Garder(Acte acte, Sujet sujet, Compte compte) => sujet.Nature switch
    {
        Flux.Trajectoire or Flux.Foyer when compte.Role is not (RoleCompte.Referent or RoleCompte.Superviseur) => Role,
        Flux.Agent or Flux.Structure => compte.Role is RoleCompte.Superviseur or RoleCompte.Administrateur ? null : Role,
        Flux.Registre => Registre(sujet.Cle, compte),
        _ when acte.TypeCommande == typeof(EffacerDonnees) && compte.Role != RoleCompte.Superviseur =>
            new("effacement-reserve", "L'effacement se demande à un superviseur, qui en vérifie le droit."),
        _ => null,
    };

    /// <summary>
    /// An act of child protection is for who may know of its file's compartment; but any professional may, and must, pass on a
    /// worrying information (CASF, L.226-2-1), of which they then know nothing more.
    /// </summary>
    public static Refus? GarderCompartiment(Acte acte, Compte compte) =>
        Compartiments.Ouvert(compte) || acte.Domaine != "Enfance" || acte.TypeCommande == typeof(RecevoirInformationPreoccupante) ? null : ReserveALAse;

    /// <summary>The same, of facts that show what they are only once decided: a measure, a référent.</summary>
    public static Refus? GarderCompartiment(Decision decision, Compte compte) =>
        Compartiments.Ouvert(compte) || !decision.Evenements.Any(e => Compartiments.EstDeLAse(e) && e is not InformationPreoccupanteRecue) ? null : ReserveALAse;

    private static Refus ReserveALAse { get; } = new("acte-reserve-ase", "Cet acte est réservé au service de l'aide sociale à l'enfance.");

    private static Refus? Registre(string site, Compte compte) => compte switch
    {
        { Role: RoleCompte.Referent } when compte.Sites.Contains(site) => null,
        { Role: RoleCompte.Superviseur } when compte.Sites.Count == 0 || compte.Sites.Contains(site) => null,
        _ => new("site-non-couvert", "Le registre d'un site est tenu par les agents de ce site."),
    };
}
