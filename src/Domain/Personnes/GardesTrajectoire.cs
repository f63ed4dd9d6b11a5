using System.Globalization;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Personnes;

/// <summary>
/// The guards of a person's stream (<c>contract/events.md</c>, section 4). What is impossible is refused with the name of the
/// rule; what is only unusual is accepted and noted. Screens, API and import all pass here.
/// </summary>
public static class GardesTrajectoire
{
    /// <summary>Judges a fact that is about to be recorded in a person's stream.</summary>
    /// <param name="etat">The fold of what is recorded so far; <see cref="Trajectoire.Vide"/> when nothing is.</param>
    /// <param name="examen">The fact, the clock and the referentials; receives what is unusual.</param>
    /// <returns>Null when the fact can be recorded.</returns>
    public static Refus? Garder(Trajectoire etat, Examen examen)
    {
        var fait = examen.Fait;
        if (Existence(etat, fait) is { } existence)
        {
            return existence;
        }

        if ((Vie(etat, fait, examen) ?? Regles(etat, fait, examen)) is { } refus)
        {
            return refus;
        }

        return Prealables.Manquant(etat, fait.Evenement) is { } prealable ? Signaler(examen, prealable.Regle, vrai: true) : null;
    }

    private static Refus? Regles(Trajectoire etat, Fait fait, Examen examen)
    {
        var age = etat.AgeLe(examen.Jour);
        return fait.Evenement switch
        {
            IEvenementMesure e => Mesure.Garder(etat.Mesures, age, e, examen),
            IEvenementAide e => Aide.Garder(etat.Aides, age, e, examen),
            IEvenementContrat e => Contrat.Garder(etat.Contrats, e, examen),
            IEvenementAccueil e => AccueilEnfant.Garder(etat.Accueils, e, examen),
            IEvenementRendezVous e => Accueil.RendezVous.Garder(etat.RendezVous, e, examen),
            IEvenementDiagnostic e => Diagnostic360.Garder(etat.Diagnostics, e, examen),
            EntretienRealise { RendezVousId: { } id } => Signaler(examen, "rendez-vous-inconnu", !etat.RendezVous.ContainsKey(id)),
            DomicileDeclare e => Domicile(e, examen),
            DossierRouvert when !etat.Close => new("dossier-non-clos", "Le dossier n'est pas clos : il n'y a rien à rouvrir."),
            DossiersFusionnes e => Fusion(etat, e, fait),
            DossiersSepares e when !etat.Absorbes.Contains(e.Absorbe) => new("dossiers-non-fusionnes", "Ce dossier n'a pas absorbé celui-là.", e.Absorbe.ToString(), "data.absorbe"),
            DecisionAutonomie { Accord: true } e => Age(e.Droit, age, examen),
            DroitAutonomieOuvert e => Age(e.Droit, age, examen),
            GirEvalue { Gir: < 1 or > 6 } e => new("valeur-hors-domaine", "Le GIR va de 1 à 6.", $"{e.Gir}", "data.gir"),
            BilanQuatreAns e => AnneeScolaire(e, examen),
            ConsultationInfantile => Signaler(examen, "age-hors-champ", age >= 6),
            EvaluationIpConfiee => Signaler(examen, "age-hors-champ", age >= 18),
            ProcedureExpulsionOuverte e => Montants.Garder(e.Dette, "dette"),
            SanctionDecidee e => Sanction(e) ?? Signaler(examen, "sanction-hors-bareme", Limites.EstHorsBareme(e.Nature, e.Taux, e.DureeMois, examen.Jour)),
            SortieConstatee { DureeMois: < 0 } e => new("valeur-hors-domaine", "Une durée est positive.", $"{e.DureeMois}", "data.dureeMois"),
            ReferentRemplace e when e.Ancien == e.Nouveau => new("remplacement-par-soi-meme", "Un référent ne se remplace pas par lui-même.", e.Nouveau, "data.nouveau"),
            _ => null,
        };
    }

    private static Refus? Existence(Trajectoire etat, Fait fait)
    {
        if (!etat.Inscrite)
        {
            return fait.Evenement is PersonneInscrite
                ? null
                : new("flux-non-ouvert", "Le dossier n'existe pas encore : il commence par PersonneInscrite.", fait.Sujet.ToString(), "subject");
        }

        if (fait.Evenement is PersonneInscrite)
        {
            return new("personne-deja-inscrite", "La personne est déjà inscrite sous cet identifiant. Pour changer ses données : EvenementRectifie ou IdentiteRectifiee.", fait.Sujet.ToString(), "subject");
        }

        return etat.Close && fait.Evenement is not (DossierRouvert or EvenementRectifie or EvenementAnnule or DonneesEffacees)
            ? new("dossier-clos", "Le dossier est clos : rouvrez-le d'abord (DossierRouvert). Corrections et effacement restent possibles.", fait.Sujet.ToString(), "subject")
            : null;
    }

    /// <summary>Nothing happens before birth, nor after death, but what closes, corrects or concerns the file itself.</summary>
    private static Refus? Vie(Trajectoire etat, Fait fait, Examen examen)
    {
        var naissance = etat.Naissance ?? (fait.Evenement as PersonneInscrite)?.Naissance;
        if (naissance is { } mois && Mois.De(examen.Jour) < mois)
        {
            return new("avant-naissance", $"La personne est née en {mois} : rien ne lui arrive avant.", examen.Jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "time");
        }

        return etat.DecesLe is { } deces && examen.Jour > deces && !ApresDeces(fait.Evenement)
            ? new("apres-deces", $"La personne est décédée le {deces:dd/MM/yyyy} : seules les clôtures et les corrections restent possibles.", examen.Jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "time")
            : null;
    }

    private static bool ApresDeces(IEvenement evenement) => evenement is
        DossierClos or DossierRouvert or EvenementRectifie or EvenementAnnule or DonneesEffacees or DossiersFusionnes or DossiersSepares
        or MesureTerminee or MesureAbandonnee or AccueilTermine or AccueilNonExecute or DroitRsaFerme or DroitAutonomieFerme
        or ContratRompu or ReferentDecharge or FoyerQuitte or AideRetiree or RendezVousAnnule or ActionTerminee or PartageRetire;

    private static Refus? Domicile(DomicileDeclare domicile, Examen examen)
    {
        if (domicile.CodeInsee is not null)
        {
            return Communes.Garder(domicile.CodeInsee, examen);
        }

        return domicile.TypeLogement == TypeLogement.SansDomicile
            ? null
            : new("champ-obligatoire", "« codeInsee » est obligatoire, sauf pour une personne sans domicile.", null, "data.codeInsee");
    }

    private static Refus? Fusion(Trajectoire etat, DossiersFusionnes fusion, Fait fait)
    {
        if (Sujet.Trajectoire(fusion.Absorbe) == fait.Sujet)
        {
            return new("fusion-avec-soi-meme", "Un dossier ne s'absorbe pas lui-même.", fusion.Absorbe.ToString(), "data.absorbe");
        }

        return etat.Absorbes.Contains(fusion.Absorbe)
            ? new("dossiers-deja-fusionnes", "Ce dossier est déjà absorbé.", fusion.Absorbe.ToString(), "data.absorbe")
            : null;
    }

    private static Refus? Age(Droit droit, int? age, Examen examen) =>
        Limites.Age(droit, examen.Jour) is { } limite && age is { } ans && (ans < limite.Minimum || ans > limite.Maximum)
            ? new("age-hors-limites", $"{droit} : {(ans < limite.Minimum ? $"à partir de {limite.Minimum} ans" : $"jusqu'à {limite.Maximum} ans")} ({limite.Source}).", $"{ans} ans", "data.droit")
            : null;

    private static Refus? AnneeScolaire(BilanQuatreAns bilan, Examen examen)
    {
        if (bilan.AnneeScolaire is not { } annee)
        {
            return null;
        }

        if (annee.Length != 9 || annee[4] != '-'
            || !int.TryParse(annee.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var debut)
            || !int.TryParse(annee.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var fin)
            || fin != debut + 1)
        {
            return new("valeur-hors-domaine", "Une année scolaire s'écrit 2014-2015.", annee, "data.anneeScolaire");
        }

        var duJour = examen.Jour.Month >= 9 ? examen.Jour.Year : examen.Jour.Year - 1;
        return Signaler(examen, "annee-scolaire-differente-de-la-date", debut != duJour);
    }

    private static Refus? Sanction(SanctionDecidee sanction)
    {
        if (sanction.Taux is < 0 or > 100)
        {
            return new("valeur-hors-domaine", "Un taux va de 0 à 100 %.", $"{sanction.Taux}", "data.taux");
        }

        return sanction.DureeMois is < 0
            ? new("valeur-hors-domaine", "Une durée est positive.", $"{sanction.DureeMois}", "data.dureeMois")
            : null;
    }

    private static Refus? Signaler(Examen examen, string code, bool vrai)
    {
        if (vrai)
        {
            examen.Signaler(code);
        }

        return null;
    }
}
