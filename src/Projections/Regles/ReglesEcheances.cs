using System.Globalization;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// The deadlines of a file, each an episode from the day it is armed to the day it is met or loses its object; the value is the
/// last day. The rules are those of <see cref="Echeancier"/>, once for a desk and for a whole service. Silence is not here: it has episodes
/// of its own.
/// </summary>
internal static class ReglesEcheances
{
    /// <summary>The term of a measure bears the number of its type from here on; other deadlines that of their nature.</summary>
    public const short PremiereMesure = 100;

    private static readonly NatureEcheance[] DeLEnfance =
    [
        NatureEcheance.EvaluationIp, NatureEcheance.RapportDeSituation, NatureEcheance.ProjetPourLEnfant, NatureEcheance.Entretien17Ans,
        NatureEcheance.EntretienSortie, NatureEcheance.AccueilUrgence,

        // The term of a measure has the number of the measure: what is left is that of an accueil.
        NatureEcheance.EcheanceMesure,
    ];

    /// <summary>The types that belong to the compartment of child protection, as SQL.</summary>
    public static string TypesDeLEnfance { get; } = string.Join(',', DeLEnfance.Select(n => ((int)n).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a fact arms or disarms anything, or decides how.</summary>
    public static bool Concerne(IEvenement evenement) => evenement is
        IEvenementContrat or IEvenementMesure or IEvenementAide or IEvenementIp or IEvenementAccueil or IEvenementDroitRsa
        or OrientationPrononcee or ReorientationPrononcee or DroitsEtDevoirsModifies or RapportDeSituationRendu or ProjetPourLEnfantSigne
        or EntretienAutonomieRealise or PersonneInscrite or PersonneDecedee or DossierClos;

    public static void Appliquer(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        // Most files have none of it, and are made without a look at the rules.
        if (!faits.Exists(f => f.Evenement is not PersonneInscrite))
        {
            return;
        }

        foreach (var echeance in Echeancier.CalculerEffectifs(faits))
        {
            if (echeance.Nature == NatureEcheance.SansNouvelle || faits.Find(f => f.Id == echeance.OrigineId) is not { } origine)
            {
                continue;
            }

            contexte.Episode(lignes, new(
                Nature.Echeance, Type(echeance, faits), origine.Jour.DayNumber, (echeance.TenueLe ?? echeance.LeveeLe)?.DayNumber ?? Ligne.SansFin, default,
                echeance.Objet ?? contexte.Personne, null, 0, null, 0, Valeur: echeance.DueLe.DayNumber, Structure: Service(echeance, faits)));
        }
    }

    private static short Type(Echeance echeance, List<Fait> faits) =>
        echeance.Nature == NatureEcheance.EcheanceMesure
        && faits.FindLast(f => f.Evenement is MesureDecidee m && m.MesureId == echeance.Objet)?.Evenement is MesureDecidee mesure
            ? (short)(PremiereMesure + (int)mesure.Type)
            : (short)echeance.Nature;

    /// <summary>The service that carries out what is due, the last one named.</summary>
    private static string? Service(Echeance echeance, List<Fait> faits) => echeance.Objet is not { } objet
        ? null
        : faits.FindLast(f => De(f.Evenement, objet) is not null) is { } fait ? De(fait.Evenement, objet) : null;

    private static string? De(IEvenement evenement, Guid objet) => evenement switch
    {
        MesureAttribuee e when e.MesureId == objet => e.Structure,
        AccueilDemarre e when e.AccueilId == objet => e.Structure,
        LieuAccueilChange e when e.AccueilId == objet => e.Structure,
        EvaluationIpConfiee e when e.IpId == objet => e.Site,
        _ => null,
    };
}
