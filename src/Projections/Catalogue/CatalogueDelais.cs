using System.Globalization;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The delays of the steering as figures that can be published, by territory and period: median, P75, P90, mean of the closed ones,
/// share within a limit. The limit is part of the definition: a published series does not change when the département sets another one.
/// </summary>
public static class CatalogueDelais
{
    private const string Domaine = "Délais";

    public static IReadOnlyList<Indicateur> Tous { get; } =
    [
        .. Des("D1", "du droit au RSA à la première orientation", "les droits au RSA ouverts dans la période", Nature.DelaiOrientation, ObjetCompte.Foyer, 42),
        .. Des("D2", "de l'orientation au contrat", "les orientations prononcées dans la période", Nature.DelaiContrat, ObjetCompte.Acte, 30),
        .. Des("D3", "de la décision au démarrage d'une mesure", "les mesures décidées dans la période", Nature.DelaiDemarrage, ObjetCompte.Mesure, 91, sensible: true),
        .. Des("D4", "durée des mesures", "les mesures démarrées dans la période", Nature.DelaiDuree, ObjetCompte.Mesure, 1095, sensible: true),
        .. Des("D5", "d'une information préoccupante confiée à son évaluation rendue", "les évaluations confiées dans la période", Nature.DelaiIp, ObjetCompte.Acte, 91, sensible: true),
        .. Des("D6", "du dossier complet à la décision sur une aide", "les demandes d'aide complètes dans la période", Nature.DelaiDecisionAide, ObjetCompte.Aide, 61),
        .. Des("D6P", "de la demande au paiement d'une aide", "les aides demandées dans la période", Nature.DelaiVersementAide, ObjetCompte.Aide, 91),
        .. Des("D7", "de la demande au rendez-vous tenu", "les rendez-vous demandés dans la période", Nature.DelaiRendezVous, ObjetCompte.Acte, 15),
        .. Des("D8", "d'un stade d'expulsion au suivant", "les stades atteints dans la période", Nature.DelaiStade, ObjetCompte.Acte, 61),
    ];

    /// <summary>The five figures of one delay.</summary>
    internal static IEnumerable<Indicateur> Des(string code, string delai, string cohorte, Nature nature, ObjetCompte objet, int limite, bool sensible = false)
    {
        foreach (var (mesure, suffixe, libelle) in new[]
        {
            (MesureDeDelai.Mediane, "mediane", "médiane"), (MesureDeDelai.P75, "p75", "délai atteint par trois quarts (P75)"),
            (MesureDeDelai.P90, "p90", "délai atteint par neuf dixièmes (P90)"), (MesureDeDelai.Moyenne, "moyenne", "moyenne de ce qui est clos"),
        })
        {
            yield return Un($"{code}.{suffixe}", delai, cohorte, nature, objet, mesure, libelle, 0) with { Sensible = sensible };
        }

        yield return Part($"{code}.part", delai, cohorte, nature, objet, limite) with { Sensible = sensible };
    }

    /// <summary>The share of one delay within a limit.</summary>
    internal static Indicateur Part(string code, string delai, string cohorte, Nature nature, ObjetCompte objet, int limite) =>
        Un(code, delai, cohorte, nature, objet, MesureDeDelai.PartDansLaLimite, string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"part en {limite} jours au plus"), limite);

    internal static Indicateur Un(string code, string delai, string cohorte, Nature nature, ObjetCompte objet, MesureDeDelai mesure, string libelle, int limite) => new(
        code, $"{char.ToUpperInvariant(delai[0])}{delai[1..]} : {libelle}",
        $"Délai {delai}, pour {cohorte}, observés jusqu'à son dernier jour : {libelle}. "
            + (mesure == MesureDeDelai.Moyenne ? "Ce qui attend encore n'y est pas." : "Ce qui attend encore compte pour le temps où on l'a vu attendre (Kaplan-Meier)."),
        mesure == MesureDeDelai.PartDansLaLimite ? "%" : "jours", new Delai(new Comptage(Forme.Delai, objet, nature), mesure, limite), Domaine);
}
