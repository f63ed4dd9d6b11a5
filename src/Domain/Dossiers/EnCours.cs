using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Dossiers;

public enum NatureEnCours
{
    DroitRsa,
    Contrat,
    Action,
    Aide,
    Mesure,
    Accueil,
    InformationPreoccupante,
    Expulsion,
    SaisineLogement,
    DroitAutonomie,
    Diagnostic,
    RendezVous,
}

/// <summary>Something that is in progress in a file.</summary>
/// <param name="Nature">What it is.</param>
/// <param name="Id">Its identifier in the events; the code of the right for a right.</param>
/// <param name="Libelle">Which one: the type of measure, the fund, the contract.</param>
/// <param name="Etape">Where it stands, as a code.</param>
/// <param name="Depuis">Its first day in the file.</param>
/// <param name="EnAttenteDepuis">Since when it waits: a measure decided and not started, a complete request not decided.</param>
/// <param name="Echeance">Its term, when one is set.</param>
/// <param name="Structure">The service or the place it is entrusted to.</param>
public sealed record EnCours(
    NatureEnCours Nature,
    string Id,
    string Libelle,
    string Etape,
    DateOnly Depuis,
    DateOnly? EnAttenteDepuis = null,
    DateOnly? Echeance = null,
    string? Structure = null);

/// <summary>Whether a fact of the timeline still stands.</summary>
public enum StatutFait
{
    Effectif,
    Rectifie,
    Annule,
}

/// <summary>One line of the timeline.</summary>
/// <param name="Fait">The fact, with its effective data.</param>
/// <param name="Jour">The day it happened.</param>
/// <param name="Phrase">What happened, in a French sentence without identity.</param>
/// <param name="AuCoffre">References of the texts and identities it left in the coffre.</param>
/// <param name="Statut">Whether it still stands, as known.</param>
public sealed record LigneChronologie(Fait Fait, DateOnly Jour, string Phrase, IReadOnlyList<Guid> AuCoffre, StatutFait Statut);

/// <summary>A correction: what was said, what is said now, by whom, when and why.</summary>
/// <param name="Par">The fact that corrects; it carries author, date and reason.</param>
/// <param name="Vise">The fact it corrects, as it was recorded.</param>
/// <param name="Avant">What was known of it just before.</param>
/// <param name="Apres">What it says since; null when it is withdrawn.</param>
/// <param name="Motif">Why.</param>
/// <param name="EnVigueur">False when the correction was itself withdrawn since.</param>
public sealed record Correction(Fait Par, Fait Vise, IEvenement Avant, IEvenement? Apres, CodeOuTexte? Motif, bool EnVigueur);

/// <summary>Where the person lives, since when.</summary>
public sealed record Domicile(string? CodeInsee, Personnes.TypeLogement? TypeLogement, string? Qpv, DateOnly Depuis);
