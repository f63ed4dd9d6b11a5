using System.Globalization;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Projections.Olinpe;

/// <summary>The file of a child as the return needs it: effective events only, corrections applied, in order of their days.</summary>
/// <param name="NumeroAnonymat">NUMANONYM, 40 hexadecimal characters, computed where identities are known; never logged.</param>
/// <param name="Naissance">The month of birth, when known.</param>
/// <param name="Sexe">The sex, when known.</param>
/// <param name="Evenements">The day and the event.</param>
public sealed record DossierEnfant(
    string NumeroAnonymat, Mois? Naissance, Sexe? Sexe, IReadOnlyList<(DateOnly Jour, IEvenement Evenement)> Evenements)
{
    /// <summary>NUMANONYMANT: the number under which the child was sent last time, when it is another one.</summary>
    public string? NumeroAnterieur { get; init; }
}

/// <summary>
/// The yearly return of child protection (CASF L.226-3-3 and D.226-3-1 and following): one record for each measure or accueil that
/// starts, is renewed or ends in the year. A measure that is decided and still waits is not sent before it starts.
/// </summary>
public static class ExportOlinpe
{
    private const string Departement = "62";

    public static IReadOnlyList<Donnee> Exporter(IEnumerable<DossierEnfant> dossiers, int annee) => [.. dossiers.SelectMany(d => Exporter(d, annee))];

    private static IEnumerable<Donnee> Exporter(DossierEnfant dossier, int annee)
    {
        var mesures = dossier.Evenements.Where(e => e.Evenement is IEvenementMesure).GroupBy(e => ((IEvenementMesure)e.Evenement).MesureId);
        var accueils = dossier.Evenements.Where(e => e.Evenement is IEvenementAccueil).GroupBy(e => ((IEvenementAccueil)e.Evenement).AccueilId);
        return mesures.SelectMany(m => DeLaMesure(dossier, [.. m])).Concat(accueils.SelectMany(a => DeLAccueil(dossier, [.. a])))
            .Where(e => e.Jour.Year == annee).OrderBy(e => e.Jour).Select(e => new Donnee(e.Valeurs));
    }

    private static IEnumerable<(DateOnly Jour, Dictionary<string, string> Valeurs)> DeLaMesure(DossierEnfant dossier, (DateOnly Jour, IEvenement Evenement)[] evenements)
    {
        var decision = evenements.FirstOrDefault(e => e.Evenement is MesureDecidee);
        var debut = evenements.FirstOrDefault(e => e.Evenement is MesureDemarree);
        if (decision.Evenement is not MesureDecidee decidee || debut.Evenement is not MesureDemarree demarree)
        {
            yield break;
        }

        var intensite = demarree.Intensite;
        foreach (var (jour, evenement) in evenements)
        {
            intensite = evenement is IntensiteModifiee { Intensite: var nouvelle } ? nouvelle : intensite;
            var type = evenement switch { MesureDemarree => "1", MesureRenouvelee => "2", MesureTerminee or MesureConvertie => "3", _ => null };
            if (type is null || CorrespondancesOlinpe.De(decidee, intensite) is not { } variables)
            {
                continue;
            }

            // A renewal is a decision of its own.
            var valeurs = Commencer(dossier, type, type == "2" ? jour : decision.Jour, debut.Jour, variables);
            if (type == "3")
            {
                Finir(valeurs, jour, CorrespondancesOlinpe.Motif(evenement is MesureTerminee fin ? fin.Motif : FinMesure.Autre));
            }

            yield return (jour, valeurs);
        }
    }

    private static IEnumerable<(DateOnly Jour, Dictionary<string, string> Valeurs)> DeLAccueil(DossierEnfant dossier, (DateOnly Jour, IEvenement Evenement)[] evenements)
    {
        var decision = evenements.FirstOrDefault(e => e.Evenement is AccueilDecide);
        var debut = evenements.FirstOrDefault(e => e.Evenement is AccueilDemarre);
        if (decision.Evenement is not AccueilDecide decide || debut.Evenement is not AccueilDemarre demarre)
        {
            yield break;
        }

        var majeur = EstMajeur(dossier, decision.Jour);
        var (modalite, changements) = (demarre.Modalite, 0);
        foreach (var (jour, evenement) in evenements)
        {
            if (evenement is LieuAccueilChange change)
            {
                (modalite, changements) = (change.Modalite, changements + 1);
            }

            if (evenement is not (AccueilDemarre or AccueilTermine))
            {
                continue;
            }

            var fin = evenement is AccueilTermine;
            var valeurs = Commencer(dossier, fin ? "3" : "1", decision.Jour, debut.Jour, CorrespondancesOlinpe.De(decide.Nature, modalite, majeur));
            if (fin)
            {
                Finir(valeurs, jour, ("9", null));
                valeurs["NBCHGLIEU"] = Math.Min(changements, 98).ToString(CultureInfo.InvariantCulture);
            }

            yield return (jour, valeurs);
        }
    }

    private static bool EstMajeur(DossierEnfant dossier, DateOnly jour) => dossier.Naissance?.AgeLe(jour) >= 18;

    private static Dictionary<string, string> Commencer(
        DossierEnfant dossier, string typeEvenement, DateOnly decision, DateOnly debut, IReadOnlyDictionary<string, string> nature)
    {
        var valeurs = new Dictionary<string, string>(nature, StringComparer.Ordinal)
        {
            ["NUMANONYM"] = dossier.NumeroAnonymat,
            ["NUMDEP"] = Departement,
            ["TYPEV"] = typeEvenement,
            ["ANAIS"] = dossier.Naissance is { } n ? n.Annee.ToString(CultureInfo.InvariantCulture) : "9999",
            ["MNAIS"] = dossier.Naissance is { } m ? m.Numero.ToString(CultureInfo.InvariantCulture) : "99",
            ["SEXE"] = dossier.Sexe switch { Domain.Personnes.Sexe.M => "1", Domain.Personnes.Sexe.F => "2", _ => Codebook.NeSaitPas },
            ["DATDECPE"] = Ecrire(decision),
            ["DATDEB"] = Ecrire(debut),
        };
        if (dossier.NumeroAnterieur is { } anterieur)
        {
            valeurs["NUMANONYMANT"] = anterieur;
        }

        if (typeEvenement == "1")
        {
            Origine(valeurs, dossier, decision);
        }

        // Only a minor has a projet pour l'enfant; the receiver looks at the age on the day of the decision.
        if (!EstMajeur(dossier, decision))
        {
            var projet = dossier.Evenements.LastOrDefault(e => e.Evenement is ProjetPourLEnfantSigne && e.Jour <= decision);
            valeurs["PROJET"] = projet.Evenement is null ? Codebook.Non : Codebook.Oui;
            if (projet.Evenement is not null)
            {
                valeurs["DATPPE"] = Ecrire(projet.Jour);
            }
        }

        return valeurs;
    }

    /// <summary>The last worrying information before the decision, which the CRIP receives.</summary>
    private static void Origine(Dictionary<string, string> valeurs, DossierEnfant dossier, DateOnly decision)
    {
        var ip = dossier.Evenements.LastOrDefault(e => e.Evenement is InformationPreoccupanteRecue && e.Jour <= decision);
        if (ip.Evenement is InformationPreoccupanteRecue recue)
        {
            valeurs["TRAITINFO"] = "1";
            valeurs["DATIP"] = Ecrire(ip.Jour);
            valeurs["TRANSIP"] = CorrespondancesOlinpe.Transmission(recue.Emetteur);
        }
        else
        {
            valeurs["TRAITINFO"] = Codebook.NeSaitPas;
        }
    }

    private static void Finir(Dictionary<string, string> valeurs, DateOnly jour, (string Fin, string? Mainlevee) motif)
    {
        valeurs["DATFIN"] = Ecrire(jour);
        valeurs["MOTFININT"] = motif.Fin;
        if (motif.Mainlevee is { } mainlevee)
        {
            valeurs["MOTIFML"] = mainlevee;
        }
    }

    private static string Ecrire(DateOnly jour) => jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
