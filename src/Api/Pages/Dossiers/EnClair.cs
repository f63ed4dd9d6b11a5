using System.Text.Json;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Echeance = Accompagnement.Domain.Echeances.Echeance;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>What is in progress in a file, in the words of the interview.</summary>
public static class EnClair
{
    private static readonly Dictionary<string, string> Schemas = new()
    {
        ["Rsa"] = "RSA",
        ["Orientation"] = "RSA",
        ["Diagnostic"] = "RSA",
        ["Logement"] = "logement",
        ["Enfance"] = "enfance",
        ["Mesures"] = "mesures",
        ["Aides"] = "aides",
        ["Accueil"] = "rendez-vous",
        ["Autonomie"] = "autonomie",
    };

    /// <summary>The schemes the timeline can be filtered by.</summary>
    public static IReadOnlyList<string> Filtres { get; } = ["RSA", "logement", "enfance", "mesures", "aides", "rendez-vous", "autonomie"];

    /// <summary>The scheme an event belongs to; null for the person's own.</summary>
    public static string? Schema(IEvenement evenement)
    {
        var espace = evenement.GetType().Namespace!;
        return Schemas.GetValueOrDefault(espace[(espace.LastIndexOf('.') + 1)..]);
    }

    public static string De(EnCours e, Dossier dossier) => e.Nature switch
    {
        NatureEnCours.DroitRsa => $"RSA {Mots(e.Libelle)}{(e.Etape == "suspendu" ? ", suspendu" : "")}",
        NatureEnCours.Contrat => EnMots.Majuscule(Mots(e.Libelle)),
        NatureEnCours.Action => $"Action d'insertion {Mots(e.Libelle)}",
        NatureEnCours.Aide => $"Aide {EnMots.Genre(e.Libelle)} demandée",
        NatureEnCours.Mesure => Mots(e.Libelle),
        NatureEnCours.Accueil => $"Accueil {Mots(e.Libelle)}",
        NatureEnCours.InformationPreoccupante => "Information préoccupante",
        NatureEnCours.Expulsion => $"Procédure d'expulsion, {Mots(e.Etape)}",
        NatureEnCours.SaisineLogement => "Saisine d'une commission du logement",
        NatureEnCours.DroitAutonomie => Mots(e.Libelle),
        NatureEnCours.Diagnostic => $"Diagnostic 360°, {e.Etape} thèmes",
        NatureEnCours.RendezVous => RendezVous(e, dossier),
        _ => e.Libelle,
    };

    /// <summary>What is due, in words.</summary>
    public static string De(Echeance e) => Libelle(e.Nature);

    /// <summary>A kind of thing that is due, in words.</summary>
    public static string Libelle(NatureEcheance nature) => nature switch
    {
        NatureEcheance.Orientation => "Orientation",
        NatureEcheance.Contrat => "Contrat à signer",
        NatureEcheance.Bilan => "Bilan du contrat",
        NatureEcheance.FinContrat => "Contrat à renouveler",
        NatureEcheance.EcheanceMesure => "Fin de mesure",
        NatureEcheance.EvaluationIp => "Évaluation d'information préoccupante",
        NatureEcheance.RapportDeSituation => "Rapport de situation",
        NatureEcheance.ProjetPourLEnfant => "Projet pour l'enfant",
        NatureEcheance.Entretien17Ans => "Entretien des dix-sept ans",
        NatureEcheance.EntretienSortie => "Entretien six mois après la sortie",
        NatureEcheance.AccueilUrgence => "Fin du recueil d'urgence",
        NatureEcheance.Commission => "Passage en commission",
        NatureEcheance.PiecesManquantes => "Pièces manquantes",
        NatureEcheance.DecisionAide => "Décision sur l'aide",
        NatureEcheance.SansNouvelle => "Reprendre contact",
        _ => LibellesFrancais.De(nature.ToString()),
    };

    /// <summary>The agents and structures that an event names by their codes.</summary>
    public static IEnumerable<string> Nommes(IEvenement evenement) =>
        from p in evenement.GetType().GetProperties()
        where p.PropertyType == typeof(string) && p.Name is "Agent" or "Ancien" or "Nouveau" or "Structure" or "Site"
        let code = (string?)p.GetValue(evenement)
        where code is { Length: > 0 }
        select code;

    /// <summary>The sentence of an event, with names where it has codes.</summary>
    public static string Phrase(IEvenement evenement, Func<string, string> nom) =>
        Nommes(evenement).Aggregate(Phrases.De(evenement), (phrase, code) => phrase.Replace(code, nom(code), StringComparison.Ordinal));

    /// <summary>The code of a value in the contract's JSON.</summary>
    public static string Code(Enum valeur)
    {
        var nom = valeur.ToString();
        return nom.Any(char.IsLower) ? JsonNamingPolicy.CamelCase.ConvertName(nom) : nom;
    }

    /// <summary>« LEFEBVRE Amélie »; the beginning of the number where no name is known.</summary>
    public static string Nom(Identite? identite, Guid personne) =>
        identite is null || (identite.NomUsage ?? identite.NomNaissance) is null && identite.Prenoms is null
            ? $"Dossier {personne.ToString()[..8]}"
            : Isoler($"{(identite.NomUsage ?? identite.NomNaissance)?.ToUpper(Reponses.Formats.Francais)} {identite.Prenoms}".Trim());

    /// <summary>A name keeps its direction to itself: what stands beside it is read as before, whatever was typed.</summary>
    private static string Isoler(string nom)
    {
        var sans = string.Concat(nom.Where(c => c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))));
        return sans.Any(c => c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFEFC') ? $"\u2068{sans}\u2069" : sans;
    }

    /// <summary>The name of a commune by its INSEE code.</summary>
    public static string? Commune(string? code) =>
        code is null ? null : Territoires.PasDeCalais.Communes.FirstOrDefault(c => c.CodeInsee == code)?.Nom ?? $"hors département ({code})";

    /// <summary>A day as it is said from another: « hier », « dans 3 semaines ».</summary>
    public static string Relatif(DateOnly jour, DateOnly repere) => (jour.DayNumber - repere.DayNumber) switch
    {
        0 => "aujourd'hui",
        1 => "demain",
        -1 => "hier",
        > 0 and var n => $"dans {EnMots.Duree(n)}",
        var n => $"il y a {EnMots.Duree(-n)}",
    };

    public static string Heure(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Calendrier.Paris).ToString("HH:mm", Reponses.Formats.Francais);

    private static string RendezVous(EnCours e, Dossier dossier)
    {
        var quand = Guid.TryParse(e.Id, out var id) && dossier.Etat.RendezVous.GetValueOrDefault(id)?.PrevuLe is { } le
            ? $"{EnMots.JourCourt(Calendrier.Jour(le), dossier.Au)} à {Heure(le)}"
            : "sans date";
        var objet = dossier.Chronologie.Select(l => l.Fait.Evenement).OfType<RendezVousFixe>().FirstOrDefault(r => r.RendezVousId == id)?.Objet;
        return $"{quand}{(objet?.Code is { } code ? $" — {Mots(code)}" : "")}";
    }

    private static string Mots(string code) => code.Length == 0 ? "" : Codes.EstCode(code) ? Libelles.De(CodeOuTexte.DuCode(code)) : code;
}
