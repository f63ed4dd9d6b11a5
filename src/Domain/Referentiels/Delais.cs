namespace Accompagnement.Domain.Referentiels;

/// <summary>What is to be done before a date.</summary>
public enum NatureEcheance
{
    Orientation,
    Contrat,
    Bilan,
    FinContrat,
    EcheanceMesure,
    EvaluationIp,
    RapportDeSituation,
    ProjetPourLEnfant,
    Entretien17Ans,
    EntretienSortie,
    AccueilUrgence,
    Commission,
    PiecesManquantes,
    DecisionAide,
    SansNouvelle,
}

public enum UniteDelai
{
    Jours,
    JoursOuvres,
    Semaines,

    /// <summary>From date to date; on the last day of a shorter month.</summary>
    Mois,
}

/// <summary>A delay as a text gives it, between two dates of validity; what starts it is judged by the delay of its own day.</summary>
/// <param name="Nature">What it is for.</param>
/// <param name="Duree">How many units.</param>
/// <param name="Unite">The unit.</param>
/// <param name="Source">The text that says so, or who set it.</param>
/// <param name="Du">The first day it holds; null for always.</param>
/// <param name="Au">The last day it holds; null for still.</param>
/// <param name="Variante">Which case of the nature it is for; null for all.</param>
/// <param name="Reporte">Whether a delay that ends on a day off ends on the next working day (CPC 642).</param>
/// <param name="Verifie">False for a rule whose text was not read: it is a setting, off until somebody turns it on.</param>
public sealed record Delai(
    NatureEcheance Nature,
    int Duree,
    UniteDelai Unite,
    string Source,
    DateOnly? Du = null,
    DateOnly? Au = null,
    string? Variante = null,
    bool Reporte = false,
    bool Verifie = true)
{
    public bool EnVigueur(DateOnly jour) => (Du is null || Du <= jour) && (Au is null || jour <= Au);

    /// <summary>The last day of the delay that starts on a day, which itself does not count (CPC 641).</summary>
    public DateOnly Terme(DateOnly origine)
    {
        var terme = Unite switch
        {
            UniteDelai.Jours => origine.AddDays(Duree),
            UniteDelai.JoursOuvres => JoursOuvres.Ajouter(origine, Duree),
            UniteDelai.Semaines => origine.AddDays(7 * Duree),
            _ => origine.AddMonths(Duree),
        };
        return Reporte ? JoursOuvres.Reporter(terme) : terme;
    }
}

/// <summary>The delays in force, as dated data. A service may turn on the rules that are settings, or replace the table.</summary>
/// <param name="Tous">In order of preference: the first that fits holds.</param>
/// <param name="AvecReglages">Whether the rules that were not verified apply.</param>
public sealed record Delais(IReadOnlyList<Delai> Tous, bool AvecReglages = false)
{
    public const string MoinsDeTroisAns = "moinsDeTroisAns";
    public const string Recueil = "recueil72h";
    public const string ObstaclesSociaux = "obstaclesSociaux";

    private static readonly DateOnly PleinEmploi = new(2025, 1, 1);
    private static readonly DateOnly Loi2022 = new(2022, 2, 9);
    private static readonly DateOnly Loi2016 = new(2016, 3, 16);

    /// <summary>The delays of the law and of the département, and the proposals of the service.</summary>
    public static Delais EnVigueur { get; } = new(
    [
        new(NatureEcheance.Orientation, 6, UniteDelai.Semaines, "CASF D.262-65-2 (décret 2024-1244, art. 2)", Du: PleinEmploi),
        new(NatureEcheance.Orientation, 1, UniteDelai.Mois, "Schéma départemental 2023 : orientation sous un mois", Au: PleinEmploi.AddDays(-1)),
        new(NatureEcheance.Contrat, 1, UniteDelai.Mois, "Code du travail D.5411-14-1 et L.5411-6", Du: PleinEmploi),
        new(NatureEcheance.Contrat, 2, UniteDelai.Mois, "CASF L.262-35 et L.262-36, rédaction antérieure à 2025", Au: PleinEmploi.AddDays(-1), Verifie: false),
        new(NatureEcheance.Bilan, 6, UniteDelai.Mois, "CASF L.262-31 et D.262-65-2-1", Du: PleinEmploi),
        new(NatureEcheance.Bilan, 12, UniteDelai.Mois, "CASF L.262-31 et D.262-65-2-1 (santé, handicap, logement, famille)", Du: PleinEmploi, Variante: ObstaclesSociaux),
        new(NatureEcheance.EvaluationIp, 3, UniteDelai.Mois, "CASF D.226-2-4 II"),
        new(NatureEcheance.RapportDeSituation, 6, UniteDelai.Mois, "CASF L.223-5 (loi 2022-219, art. 23)", Du: Loi2022, Variante: MoinsDeTroisAns),
        new(NatureEcheance.RapportDeSituation, 12, UniteDelai.Mois, "CASF L.223-5"),
        new(NatureEcheance.ProjetPourLEnfant, 3, UniteDelai.Mois, "CASF L.223-1-1, D.223-12 à D.223-17", Du: Loi2016),
        new(NatureEcheance.Entretien17Ans, 17 * 12, UniteDelai.Mois, "CASF L.222-5-1 : un an au plus tard avant la majorité", Du: Loi2016),
        new(NatureEcheance.EntretienSortie, 6, UniteDelai.Mois, "CASF L.222-5-2-1", Du: Loi2022),
        new(NatureEcheance.AccueilUrgence, 3, UniteDelai.Jours, "CASF L.223-2 al. 5 : soixante-douze heures", Variante: Recueil),
        new(NatureEcheance.AccueilUrgence, 5, UniteDelai.Jours, "CASF L.223-2 al. 2 et 4"),
        new(NatureEcheance.PiecesManquantes, 30, UniteDelai.Jours, "CRPA L.114-5 : le délai est fixé par l'administration ; réglage du service"),
        new(NatureEcheance.DecisionAide, 2, UniteDelai.Mois, "CRPA L.231-4 3° : le silence vaut rejet"),
        new(NatureEcheance.SansNouvelle, 90, UniteDelai.Jours, "Réglage du service : quatre-vingt-dix jours sans événement"),
    ]);

    /// <summary>The delay that something of a day starts; null when none is in force.</summary>
    public Delai? Trouver(NatureEcheance nature, DateOnly jour, string? variante = null)
    {
        Delai? general = null;
        foreach (var delai in Tous)
        {
            if (delai.Nature == nature && delai.EnVigueur(jour) && (delai.Verifie || AvecReglages))
            {
                if (delai.Variante == variante)
                {
                    return delai;
                }

                general ??= delai.Variante is null ? delai : null;
            }
        }

        return general;
    }
}
