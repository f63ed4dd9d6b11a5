using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>An act that the file records from one key.</summary>
/// <param name="Touche">The key.</param>
/// <param name="Bouton">What the button says, in the words of the interview.</param>
/// <param name="Titre">The title of its panel.</param>
/// <param name="Acte">The act; null when its page decides.</param>
/// <param name="Champs">The fields shown first, in this order; the others are folded.</param>
public sealed record ActeRapide(char Touche, string Bouton, string Titre, Acte Acte, IReadOnlyList<string> Champs);

/// <summary>The acts of every day, in the order of the bar.</summary>
public static class ActesRapides
{
    public static IReadOnlyList<ActeRapide> Tous { get; } =
    [
        new('h', "honoré", "La personne est venue", RealiserEntretien.Acte, ["rendezVousId", "note", "objet"]),
        new('m', "manqué", "Rendez-vous manqué", ConstaterAbsence.Acte, ["rendezVousId", "cause"]),
        new('v', "visite", "Visite à domicile", TenterVisite.Acte, ["resultat", "objet"]),
        new('n', "note", "Note d'entretien", RealiserEntretien.Acte, ["note", "objet"]),
        new('a', "aide", "Demande d'aide", SolliciterAide.Acte, ["fonds", "volet", "energie", "montantDemande"]),
        new('o', "orienter", "Orientation", PrononcerOrientation.Acte, ["parcours", "dispositif", "structure"]),
        new('c', "contrat", "Contrat d'engagement", SignerContrat.Acte, ["type", "debut", "fin", "heuresHebdo", "objectifs"]),
        new('r', "rendez-vous", "Prochain rendez-vous", FixerRendezVous.Acte, ["prevuLe", "objet", "lieu"]),
    ];

    public static ActeRapide? De(string? touche) => touche is [var t] ? Tous.FirstOrDefault(a => a.Touche == t) : null;
}
