using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Mesures;

namespace Accompagnement.Projections.Olinpe;

/// <summary>How the département's words are told in the codes of the return.</summary>
internal static class CorrespondancesOlinpe
{
    private const string Administrative = "1";
    private const string Judiciaire = "2";

    /// <summary>The variables of the decision for a measure at home; null when the measure is no child protection.</summary>
    public static IReadOnlyDictionary<string, string>? De(MesureDecidee decision, Intensite? intensite) => (decision.Type, EstJudiciaire(decision)) switch
    {
        (TypeMesure.AED_IED or TypeMesure.AEMO_A, _) => ADomicile(intensite == Intensite.Renforcee ? "3" : "2"),
        (TypeMesure.TISF, _) => ADomicile("1"),
        (TypeMesure.AESF, _) => ADomicile("6"),
        (TypeMesure.AEMO_RENFORCEE, false) => ADomicile("3"),
        (TypeMesure.AEMO_J, _) => EnJustice("15", intensite == Intensite.Renforcee ? "6" : "5"),
        (TypeMesure.AEMO_RENFORCEE, true) => EnJustice("15", "6"),
        (TypeMesure.AGBF, _) => EnJustice("19", "9"),
        (TypeMesure.APJM, _) => Variables(("DECISION", Administrative), ("NATPDECADM", "20"), ("TYPINTERDOM", "10")),
        _ => null,
    };

    /// <summary>The variables of the decision for a child in care.</summary>
    public static IReadOnlyDictionary<string, string> De(NatureAccueil nature, Modalite? modalite, bool majeur) => nature switch
    {
        NatureAccueil.Administratif => Variables(("DECISION", Administrative), ("NATPDECADM", majeur ? "21" : "14"), ("LIEUACC", Lieu(modalite, placement: false))),
        NatureAccueil.Recueil72h => Variables(("DECISION", Administrative), ("NATPDECADM", "12"), ("LIEUACC", Lieu(modalite, placement: false))),
        NatureAccueil.PlacementDirect => Variables(
            ("DECISION", Judiciaire), ("NATDECASSED", "18"), ("INSTITPLAC", modalite == Modalite.TiersDigne ? "2" : "9"), ("NATDECPLAC", "9"), ("LIEUPLAC", Lieu(modalite, placement: true))),
        // Who ordered an urgent placement, judge or prosecutor, is not recorded.
        _ => Variables(
            ("DECISION", Judiciaire), ("NATDECASSED", "17"), ("INSTITPLAC", "3"), ("NATDECPLAC", nature == NatureAccueil.Judiciaire ? "2" : "9"), ("LIEUPLAC", Lieu(modalite, placement: true))),
    };

    public static string Transmission(Emetteur? emetteur) => emetteur switch
    {
        Emetteur.Entourage => "400",
        Emetteur.Ecole => "543",
        Emetteur.JusticePolice => "640",
        Emetteur.Sante => "570",
        Emetteur.TravailleurSocial => "590",
        Emetteur.Departement => "520",
        Emetteur.Autre => "630",
        _ => "999",
    };

    /// <summary>Why a measure ended: MOTFININT, and MOTIFML when it ended before its term.</summary>
    public static (string Fin, string? Mainlevee) Motif(FinMesure? motif) => motif switch
    {
        null => ("9", null),
        FinMesure.Echeance => ("1", null),
        FinMesure.ObjectifsAtteints => ("2", "10"),
        FinMesure.Majorite => ("2", "15"),
        FinMesure.Demenagement => ("2", "12"),
        FinMesure.RefusFamille => ("2", "11"),
        _ => ("2", "19"),
    };

    private static bool EstJudiciaire(MesureDecidee decision) =>
        decision.Cadre is { } cadre ? cadre == Cadre.Judiciaire : decision.Type is TypeMesure.AEMO_J or TypeMesure.AEMO_RENFORCEE or TypeMesure.AGBF;

    private static string Lieu(Modalite? modalite, bool placement) => modalite switch
    {
        Modalite.AssistantFamilial => "1",
        Modalite.Mecs or Modalite.Foyer or Modalite.Urgence => "2",
        Modalite.TiersDigne => "5",
        Modalite.Autonomie => "6",
        Modalite.LieuDeVie => "9",
        Modalite.Dmad or Modalite.Darf => "12",
        Modalite.Fjt => placement ? "13" : "14",
        _ => "99",
    };

    private static Dictionary<string, string> ADomicile(string intervention) =>
        Variables(("DECISION", Administrative), ("NATPDECADM", "10"), ("TYPINTERDOM", intervention));

    private static Dictionary<string, string> EnJustice(string nature, string intervention) =>
        Variables(("DECISION", Judiciaire), ("NATDECASSED", nature), ("TYPDECJUD", intervention));

    private static Dictionary<string, string> Variables(params (string Variable, string Valeur)[] paires) =>
        paires.ToDictionary(p => p.Variable, p => p.Valeur, StringComparer.Ordinal);
}
