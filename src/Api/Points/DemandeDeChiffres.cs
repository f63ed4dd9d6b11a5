using System.Globalization;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Publications;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>The parameters that every figure is asked with, as they come.</summary>
public sealed record ParametresDeChiffres
{
    /// <summary>2015, 2015-T1, 2015-03 ou 2014-2015 (année scolaire).</summary>
    [FromQuery(Name = "periode")]
    public string? Periode { get; init; }

    /// <summary>L'année, pour un rapport annuel.</summary>
    [FromQuery(Name = "annee")]
    public string? Annee { get; init; }

    /// <summary>2016, avant2016, epci, commune ou departement.</summary>
    [FromQuery(Name = "decoupage")]
    public string? Decoupage { get; init; }

    /// <summary>Ne compter que ce qui était enregistré à la fin de ce jour (AAAA-MM-JJ) ; en mode interne seulement.</summary>
    [FromQuery(Name = "vuAu")]
    public string? VuAu { get; init; }

    /// <summary>Toujours le dernier jour de la période : un autre jour est refusé.</summary>
    [FromQuery(Name = "au")]
    public string? Au { get; init; }

    /// <summary>interne (exact) ou diffusion (protégé).</summary>
    [FromQuery(Name = "mode")]
    public string? Mode { get; init; }

    /// <summary>territoire, sexe, age, type, service ; plusieurs séparés par des virgules.</summary>
    [FromQuery(Name = "par")]
    public string? Par { get; init; }

    /// <summary>Attendre que les chiffres tiennent compte de cette position.</summary>
    [FromQuery(Name = "position")]
    public long? Position { get; init; }
}

/// <summary>A request for figures, understood; or why it cannot be answered.</summary>
public sealed record DemandeDeChiffres(Periode Periode, Decoupage Decoupage, DateOnly? VuAu, IReadOnlyList<Dimension> Dimensions, bool Protegee)
{
    public const string Interne = "interne";
    public const string Diffusion = "diffusion";
    private const int DimensionsAuPlus = 3;

    public string Mode => Protegee ? Diffusion : Interne;

    /// <summary>The dimensions by their names, the territory included when cells are told apart by it.</summary>
    public static string Nom(Dimension dimension) => dimension.ToString().ToLowerInvariant();

    /// <summary>Reads the parameters, checks the right to the mode, writes protected requests down, and waits for the position asked for.</summary>
    /// <param name="p">The parameters as they come.</param>
    /// <param name="objet">What is asked: the code of an indicator, the name of a report.</param>
    /// <param name="enfance">Whether it counts what belongs to child protection.</param>
    /// <param name="http">The request.</param>
    /// <param name="projection">What the figures follow.</param>
    /// <param name="horloge">The clock.</param>
    public static async Task<(DemandeDeChiffres? Demande, IResult? Refus)> LireAsync(
        ParametresDeChiffres p, string objet, bool enfance, HttpContext http, ProjectionEnContinu projection, TimeProvider horloge)
    {
        var exact = PerimetreDePilotage.VoitExact(http.User, enfance);
        var mode = p.Mode ?? (exact ? Interne : Diffusion);
        if (mode is not (Interne or Diffusion))
        {
            await NoterAsync(null, p, "illisible:mode", objet, http, horloge);
            return (null, Problemes.Invalide("mode", "Modes : interne, diffusion."));
        }

        if (mode == Interne && !exact && http.User.IsInRole(Roles.Superviseur))
        {
            return (null, Problemes.De(
                StatusCodes.Status403Forbidden, "hors-perimetre", "Ce chiffre exact n'est pas dans votre périmètre.",
                "Votre compte couvre certains sites ou services : demandez le mode « diffusion », ou le pilotage de votre périmètre."));
        }

        if (mode == Interne && !exact)
        {
            await NoterAsync(null, p, "mode-interdit", objet, http, horloge);
            return (null, Problemes.De(StatusCodes.Status403Forbidden, "mode-interdit", "Les chiffres exacts sont réservés au pilotage.", "Ce rôle n'a que le mode « diffusion »."));
        }

        var (demande, refus) = Lire(p, mode == Diffusion, Calendrier.Jour(horloge.GetUtcNow()), http);
        if (mode == Diffusion)
        {
            await NoterAsync(demande, p, refus?.Code, objet, http, horloge);
        }

        if (demande is null)
        {
            return (null, refus!.Value.Reponse);
        }

        return await LectureDeDemande.AttendreAsync(p.Position, http, projection) is { } retard ? (null, retard) : (demande, null);
    }

    /// <summary>Exact figures are for those who steer the whole of it; a statistician has the protected ones only.</summary>
    public static bool PeutVoirExact(HttpContext http) => PerimetreDePilotage.VoitExact(http.User, enfance: true);

    /// <summary>The fine crossings are for who administers, or was given that right by name.</summary>
    public static DroitsDeDiffusion DroitsDe(HttpContext http) =>
        http.User.IsInRole(Roles.Administrateur) || http.User.HasClaim(Revendications.CroisementsFins, Revendications.Oui) ? DroitsDeDiffusion.CroisementsFins : DroitsDeDiffusion.Ordinaires;

    /// <summary>A refusal of the rules of disclosure, as a problem.</summary>
    public static IResult EnProbleme(Refus refus) => Problemes.De(
        refus.Regle == "diffusion-croisement-fin" ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest,
        refus.Regle, "Ce chiffre n'est pas diffusé.", refus.Detail, refus.Champ);

    private static (DemandeDeChiffres? Demande, (string Code, IResult Reponse)? Refus) Lire(ParametresDeChiffres p, bool protegee, DateOnly aujourdhui, HttpContext http)
    {
        var texte = p.Periode ?? p.Annee ?? (aujourdhui.Year - 1).ToString(CultureInfo.InvariantCulture);
        if (!Projections.Catalogue.Periode.TryParse(texte, out var periode))
        {
            return Illisible(p.Periode is null ? "annee" : "periode", "Une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015.");
        }

        if (!LectureDeDemande.Decoupage(p.Decoupage, out var decoupage))
        {
            return (null, ("illisible:decoupage", LectureDeDemande.DecoupageInconnu()));
        }

        var noms = LectureDeDemande.Noms(p.Par ?? DemandesDeDiffusion.Territoire);
        var dimensions = new List<Dimension>();
        foreach (var nom in noms.Where(n => n != DemandesDeDiffusion.Territoire))
        {
            if (!Enum.TryParse<Dimension>(nom, ignoreCase: true, out var dimension) || !char.IsLetter(nom[0]) || dimensions.Contains(dimension))
            {
                return Illisible("par", "Dimensions : territoire, sexe, age, type, service ; chacune une fois.");
            }

            dimensions.Add(dimension);
        }

        var parTerritoire = noms.Contains(DemandesDeDiffusion.Territoire);
        if (protegee)
        {
            string[] toutes = [.. dimensions.Select(Nom), .. parTerritoire ? [DemandesDeDiffusion.Territoire] : Array.Empty<string>()];
            var demande = new DemandeDeDiffusion(texte, periode.Fin, toutes, parTerritoire ? decoupage : null, LectureDeDemande.Vide(p.Au), LectureDeDemande.Vide(p.VuAu));
            if (DemandesDeDiffusion.Examiner(demande, aujourdhui, DroitsDe(http)) is { } refus)
            {
                return (null, (refus.Regle, EnProbleme(refus)));
            }
        }

        if (noms.Length > DimensionsAuPlus)
        {
            return Illisible("par", "Trois dimensions au plus.");
        }

        if (!string.IsNullOrEmpty(p.Au) && p.Au != periode.Fin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            return Illisible("au", "Un chiffre du catalogue est celui du dernier jour de sa période : choisissez la période.");
        }

        if (!LectureDeDemande.Jour(p.VuAu, out var vuAu))
        {
            return (null, ("illisible:vuAu", LectureDeDemande.JourIllisible("vuAu")));
        }

        return (new(periode, parTerritoire ? decoupage : Decoupage.Departement, vuAu, dimensions, protegee), null);

        static (DemandeDeChiffres?, (string, IResult)?) Illisible(string champ, string detail) => (null, ($"illisible:{champ}", Problemes.Invalide(champ, detail)));
    }

    /// <summary>An attack is a series of requests, and those that were refused say what it was after: each is written with what was understood of it.</summary>
    private static Task NoterAsync(DemandeDeChiffres? demande, ParametresDeChiffres p, string? refus, string objet, HttpContext http, TimeProvider horloge)
    {
        var parametres = demande is null ? Comprehensibles(p) : new()
        {
            ["periode"] = demande.Periode.Code,
            ["decoupage"] = Territoires.NomDe(demande.Decoupage),
            ["par"] = string.Join(',', demande.Dimensions.Select(Nom)),
        };
        return http.RequestServices.GetRequiredService<JournalDesRequetes>().NoterAsync(
            new(horloge.GetUtcNow(), http.User.Compte(), http.User.FindFirst(Revendications.Role)?.Value ?? "", objet, parametres, refus ?? RequeteDeDiffusion.Repondu),
            http.RequestAborted);
    }

    /// <summary>Of parameters that were refused, those that are words of the catalogue or dates: never a text that was typed.</summary>
    private static Dictionary<string, string> Comprehensibles(ParametresDeChiffres p)
    {
        var parametres = new Dictionary<string, string>();
        if (Projections.Catalogue.Periode.TryParse(p.Periode ?? p.Annee, out var periode))
        {
            parametres["periode"] = periode.Code;
        }

        if (!string.IsNullOrEmpty(p.Decoupage) && LectureDeDemande.Decoupage(p.Decoupage, out var decoupage))
        {
            parametres["decoupage"] = Territoires.NomDe(decoupage);
        }

        string[] connues = [.. LectureDeDemande.Noms(p.Par ?? "").Where(DemandesDeDiffusion.Dimensions.Contains)];
        if (connues.Length > 0)
        {
            parametres["par"] = string.Join(',', connues);
        }

        foreach (var (nom, texte) in new[] { ("au", p.Au), ("vuAu", p.VuAu) })
        {
            if (LectureDeDemande.Jour(texte, out var jour) && jour is { } lu)
            {
                parametres[nom] = lu.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
        }

        return parametres;
    }
}
