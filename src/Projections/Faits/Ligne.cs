namespace Accompagnement.Projections.Faits;

/// <summary>What an episode or an act is. The numbers are stored: add at the end, never renumber.</summary>
public enum Nature : short
{
    // Episodes: in progress from a day to another.
    Rsa = 1,
    Mesure = 2,
    AttenteMesure = 3,
    Accueil = 4,
    AttenteAccueil = 5,
    DroitAutonomie = 6,
    Referent = 7,
    Capacite = 8,
    Soumis = 9,
    Orientation = 10,
    Affectation = 11,
    ServiceAgent = 12,
    Absence = 13,
    Depart = 14,
    PlacesBloquees = 15,
    Silence = 16,
    Contrat = 17,
    RendezVousPrevu = 18,

    /// <summary>A deadline (X1), from the day it is armed to the day it is met or loses its object.</summary>
    Echeance = 19,

    /// <summary>A sanction in force.</summary>
    Sanction = 20,

    /// <summary>An action of insertion; its service is the dispositif.</summary>
    ActionInsertion = 21,

    /// <summary>A person in a household; its kind is the role.</summary>
    MembreDeFoyer = 22,

    /// <summary>A site of the département's own social services, where it is: its service is its code.</summary>
    Site = 23,

    /// <summary>The three years after an agreement of the CDAPH.</summary>
    FenetreDecision = 50,

    // Acts: on one day.
    ConsultationInfantile = 101,
    BilanQuatreAns = 102,
    EvaluationIpConfiee = 103,
    ContratSigne = 104,
    AideAccordee = 105,
    DecisionAutonomie = 106,
    IssueRendezVous = 107,
    Visite = 108,
    OrientationPrononcee = 109,
    Reorientation = 110,
    ChangementReferent = 111,
    ChangementLieu = 112,
    Sortie = 113,
    StadeExpulsion = 114,
    DiagnosticSocialFinancier = 115,

    /// <summary>A contact at a reception, with a name or without: its service is the site.</summary>
    Contact = 116,
    EquipeSaisie = 117,
    AvisEquipe = 118,
    SanctionDecidee = 119,

    /// <summary>An objective of a signed contract, once by code: its kind is that of the contract, its service the code of the objective.</summary>
    ObjectifDeContrat = 120,

    // Delays: from the day something opens to the day it is closed or abandoned, the same day included; never cut by a move.
    DelaiOrientation = 201,
    DelaiContrat = 202,
    DelaiDemarrage = 203,
    DelaiDuree = 204,
    DelaiIp = 205,
    DelaiDecisionAide = 206,
    DelaiVersementAide = 207,
    DelaiRendezVous = 208,
    DelaiStade = 209,
    DelaiAccueil = 210,
}

/// <summary>How a delay stands: the <see cref="Ligne.Valeur"/> of its row. The numbers are stored.</summary>
public enum Issue
{
    EnCours = 0,
    Clos = 1,
    Abandonne = 2,
}

/// <summary>
/// One row of facts, as a rule makes it: an episode, or an act when <see cref="Au"/> is <see cref="Acte"/>. Days are counted as
/// <see cref="DateOnly.DayNumber"/> does.
/// </summary>
/// <param name="Nature">What it is.</param>
/// <param name="Type">Its kind within its nature: a measure type, a component, a fund and its part…</param>
/// <param name="Du">The first day; the day of an act.</param>
/// <param name="Au">The day it is over, <see cref="SansFin"/> while in progress.</param>
/// <param name="Flux">The person it is about (after merges), or the structure.</param>
/// <param name="Objet">What it is an episode of: a measure, a right, a request.</param>
/// <param name="Foyer">The household it belongs to, if it does.</param>
/// <param name="Commune">The number of the commune of residence then.</param>
/// <param name="Naissance">The month of birth, as a rank; null when unknown.</param>
/// <param name="Sexe">0 unknown, 1 F, 2 M, 3 X.</param>
/// <param name="Debut">Whether the episode starts here; a mere change of residence does not start one.</param>
/// <param name="Fin">Whether the episode ends at <see cref="Au"/>.</param>
/// <param name="Valeur">A number that belongs to it: places, GIR, euros.</param>
/// <param name="Agent">The agent concerned.</param>
/// <param name="Structure">The service concerned.</param>
public readonly record struct Ligne(
    Nature Nature,
    short Type,
    int Du,
    int Au,
    Guid Flux,
    Guid Objet,
    Guid? Foyer,
    short Commune,
    short? Naissance,
    byte Sexe,
    bool Debut = true,
    bool Fin = true,
    int? Valeur = null,
    string? Agent = null,
    string? Structure = null)
{
    /// <summary>The end of what is still in progress, and the end of knowledge that still holds.</summary>
    public const int SansFin = int.MaxValue;

    /// <summary>Stands in place of an end: the row is an act.</summary>
    public const int Acte = int.MinValue;

    public bool EstActe => Au == Acte;
}

/// <summary>A row and the days between which it was the truth as known.</summary>
public readonly record struct LigneConnue(Ligne Ligne, int ConnuDe, int ConnuA);
