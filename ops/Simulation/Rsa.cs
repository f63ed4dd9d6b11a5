namespace Accompagnement.Simulation;

/// <summary>A household's RSA: opening, orientation, referent, contracts, reviews, sanctions, exit, under the law of each date.</summary>
internal static class Rsa
{
    /// <summary>How long a household keeps the right on average, in days.</summary>
    public const double Duree = 1250;

    /// <summary>How long with the RSA activité, which ended with 2015 (prime d'activité).</summary>
    public const double DureeActivite = 700;

    private static readonly int FinActivite = Temps.Jour(2016, 1, 1);
    private static readonly int LoiPleinEmploi = Temps.Jour(2025, 1, 1);

    private static readonly string[] Objectifs = ["logement", "sante", "mobilite", "emploi", "formation", "budget", "parentalite"];
    private static readonly string[] Themes = ["famille", "logement", "sante", "budget", "mobilite", "emploi"];

    /// <summary>A household with the right from a day to another.</summary>
    public static void Foyer(Monde monde, int territoire, int du, int au, bool activite)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var femme = alea.Chance(0.56);
        var nom = Noms.Famille(alea);
        var age = alea.Entre(19, 58);
        var arrivee = du - (alea.Chance(0.3) ? alea.Entre(10, 200) : alea.Entre(0, 8));
        var allocataire = monde.Inscrire(arrivee, Mois(arrivee, age * 12 + alea.Entier(12)), femme, residence, nom, commune);
        var personnes = new List<Dossier> { allocataire };
        var menage = monde.Foyer(arrivee, "rsa", allocataire.Site!);
        Monde.Rejoindre(allocataire, arrivee, menage, "allocataire");
        if (alea.Chance(0.18))
        {
            var conjoint = monde.Inscrire(arrivee, Mois(arrivee, Math.Max(18, age + alea.Entre(-5, 5)) * 12), !femme, residence, nom, commune);
            Monde.Rejoindre(conjoint, arrivee, menage, "conjoint");
            personnes.Add(conjoint);
        }

        for (var enfants = alea.Chance(0.3) ? alea.Entre(1, 2) : 0; enfants > 0; enfants--)
        {
            var enfant = monde.Inscrire(arrivee, Mois(arrivee, alea.Entre(0, Math.Min(15, age - 18)) * 12), alea.Chance(0.49), residence, nom, commune);
            Monde.Rejoindre(enfant, arrivee, menage, "enfant");
            personnes.Add(enfant);
        }

        var deces = alea.Chance(0.03) && au < monde.Parametres.Fin;
        if (deces)
        {
            Vie.Mourir(allocataire, au);
        }

        Droit(monde, allocataire, menage, du, au, activite, deces);
        if (personnes.Count > 1 && alea.Chance(0.12))
        {
            Vie.Separer(monde, personnes[1], menage, alea.Entre(Math.Max(du, monde.Parametres.Debut) + 40, Math.Max(du, monde.Parametres.Debut) + 1400));
            Vie.Dissoudre(monde, menage, Math.Min(au, monde.Parametres.Fin) + 20, allocataire.Site);
        }

        if (!activite)
        {
            Aides.PourRsa(monde, allocataire, menage, du, au);
        }

        foreach (var personne in personnes.Skip(1))
        {
            Accueils.Suivre(monde, personne, du, au, 0.5, 0.1, 0.1);
        }

        Vie.Demenager(monde, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(personnes), arrivee + 30, au + 200);
        foreach (var personne in personnes)
        {
            Vie.Cloturer(monde, personne, au);
        }
    }

    /// <summary>The right itself, in the file of an allocataire, and what comes with it.</summary>
    public static void Droit(Monde monde, Dossier dossier, Guid menage, int du, int au, bool activite, bool deces)
    {
        var alea = monde.Alea;
        var fil = new Fil();
        var t = dossier.Territoire;
        var partSocle = Cibles.En2015("I2", t) / (Cibles.En2015("I1", t) - Cibles.En2015("I3", t));
        var composante = activite ? "activite" : du >= FinActivite || alea.Chance(partSocle) ? "socle" : "socleEtActivite";
        if (!dossier.Fait("DroitRsaOuvert", du, Retard.Aucun, fil).Uuid("foyerId", menage).Texte("composante", composante).Oui("majore", alea.Chance(0.12))
            .Texte("organisme", alea.Chance(0.95) ? "CAF" : "MSA").Oui("nouvelEntrant", alea.Chance(0.6)).Fin())
        {
            return;
        }

        if (composante == "socleEtActivite" && du < FinActivite && au > FinActivite
            && dossier.Fait("ComposanteRsaModifiee", FinActivite, Retard.Aucun, fil).Uuid("foyerId", menage).Texte("composante", "socle").Oui("majore", false).Fin())
        {
            dossier.Episodes.Add(new("I2", FinActivite, au));
        }

        var soumis = !activite && alea.Chance(0.88);
        dossier.Fait("DroitsEtDevoirsModifies", du, Retard.Aucun, fil).Oui("soumis", soumis).Texte("motif", "ouverture").Fin();
        Accueils.Suivre(monde, dossier, du, au, 1.1, soumis ? 0.7 : 0.1, 0.25);
        if (soumis)
        {
            Accompagner(monde, dossier, t, du, Math.Min(au, monde.Parametres.Fin + 400));
        }

        if (!activite && alea.Chance(0.05))
        {
            var suspendu = du + alea.Entre(100, 900);
            var repris = suspendu + alea.Entre(30, 120);
            if (repris < au)
            {
                dossier.Fait("DroitRsaSuspendu", suspendu, Retard.Aucun, fil).Uuid("foyerId", menage).Texte("motif", "declarationManquante").Fin();
                dossier.Fait("DroitRsaRepris", repris, Retard.Aucun, fil).Uuid("foyerId", menage).Fin();
            }
        }

        var ferme = au < monde.Parametres.Fin && dossier.Fait("DroitRsaFerme", au, Retard.Aucun, fil, apresDeces: true).Uuid("foyerId", menage)
            .Texte("motif", deces ? "deces" : au == FinActivite ? "primeActivite" : alea.Choisir<string>(["ressources", "ressources", "emploi", "demenagement", "retraite", "aah"])).Fin();
        var fin = ferme ? au : int.MaxValue;
        dossier.Episodes.Add(new("I1", du, fin));
        if (composante != "socleEtActivite")
        {
            dossier.Episodes.Add(new(activite ? "I3" : "I2", du, fin));
        }
        else if (!ferme && dossier.Episodes.FindIndex(e => e.Code == "I2") is >= 0 and var i)
        {
            dossier.Episodes[i] = dossier.Episodes[i] with { Au = int.MaxValue };
        }
    }

    private static void Accompagner(Monde monde, Dossier dossier, int territoire, int du, int au)
    {
        var alea = monde.Alea;
        var fil = new Fil();

        // One month is the schema's limit since 2023, six weeks the law's since 2025; before, two months were usual.
        var annee = Temps.Annee(du);
        var oriente = du + alea.Delai(annee < 2019 ? 58 : annee < 2023 ? 44 : annee < 2025 ? 27 : 31, 0.55);
        if (oriente >= au || alea.Chance(0.04))
        {
            return;
        }

        var partCer = Cibles.En2015("I4", territoire) / (Cibles.En2015("I1", territoire) - Cibles.En2015("I3", territoire)) * 1.17 / 0.88;
        // The desk that the demonstration opens is a full one.
        var accompagne = alea.Chance(monde.Parametres.Demonstration ? Math.Min(0.8, partCer * 2) : partCer);
        var professionnel = !accompagne && alea.Chance(0.8);
        var (parcours, dispositif) = accompagne
            ? alea.Chance(0.6) ? ("social", "solidarite") : ("socioprofessionnel", alea.Chance(0.25) ? "plie" : "socioprofessionnel")
            : professionnel ? ("professionnel", "franceTravail") : ("social", alea.Chance(0.5) ? "caf" : "specifique");
        dossier.Fait("OrientationPrononcee", oriente, Retard.Aucun, fil).Texte("parcours", parcours).Texte("dispositif", dispositif)
            .Texte("structure", professionnel ? Structures.Choisir("FT", territoire, alea) : dossier.Site).Texte("decideur", oriente >= LoiPleinEmploi ? "FRANCE-TRAVAIL" : "DEPARTEMENT").Fin();
        var tirage = alea.Reel();
        if (tirage < 0.3)
        {
            dossier.Fait(tirage < 0.26 ? "OrientationConfirmee" : "OrientationContestee", oriente + alea.Entre(4, 30), Retard.Courant, fil).Texte("motif", "entretien").Fin();
        }

        if (accompagne)
        {
            Referents.Suivre(monde, dossier, alea.Chance(0.97) ? "rsa" : "parcours", Service.Social, oriente + alea.Delai(10), au);
        }

        if (accompagne && alea.Chance(0.6))
        {
            Diagnostiquer(monde, dossier, oriente + alea.Entre(5, 60), "entree", parcours);
            if (alea.Chance(0.3))
            {
                Diagnostiquer(monde, dossier, oriente + alea.Entre(300, 800), alea.Chance(0.6) ? "intermediaire" : "final", parcours);
            }
        }

        Contrats.Enchainer(monde, dossier, oriente, au, accompagne, parcours, Objectifs);
        if (alea.Chance(0.08) && oriente + 400 < au)
        {
            var vers = parcours == "professionnel" ? "social" : "professionnel";
            dossier.Fait("ReorientationPrononcee", oriente + alea.Entre(180, 390), Retard.Courant, fil).Texte("de", parcours).Texte("vers", vers).Texte("motif", "evolution").Texte("avisEquipe", "favorable").Fin();
        }

        if (alea.Chance(0.06) && oriente + 500 < au)
        {
            Sanctionner(monde, dossier, oriente + alea.Entre(150, 480));
        }

        if (au < monde.Parametres.Fin && alea.Chance(0.7))
        {
            var situation = alea.Choisir<string>(["cdi", "cdd", "cdd", "interim", "creation", "fonctionPublique", "contratAide", "formationQualifiante", "autreSiae", "autrePositive", "retraite", "aah", "demenagement", "sansSuite", "sansSuite", "sansSuite"]);
            dossier.Fait("SortieConstatee", au, Retard.Partenaire, fil).Texte("situation", situation).Texte("dispositif", dispositif).Nombre("dureeMois", situation is "cdd" or "interim" ? alea.Entre(1, 14) : 0).Fin();
        }
    }

    /// <summary>Six themes in any order, over one or several sittings; not all are finished.</summary>
    public static void Diagnostiquer(Monde monde, Dossier dossier, int jour, string moment, string preconisation)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        dossier.Fait("DiagnosticOuvert", jour, Retard.Aucun, fil).Uuid("diagnosticId", id).Texte("moment", moment).Texte("grille", "2023-1").Fin();
        var depart = alea.Entier(6);
        var remplis = alea.Chance(0.85) ? 6 : alea.Entre(1, 5);
        for (var i = 0; i < remplis; i++)
        {
            jour += alea.Chance(0.2) ? alea.Entre(1, 20) : 0;
            var niveau = alea.Entier(5);
            var theme = dossier.Fait("ThemeRenseigne", jour, Retard.Aucun, fil).Uuid("diagnosticId", id).Texte("theme", Themes[(depart + i * 5) % 6]).Nombre("niveau", niveau);
            if (niveau >= 2)
            {
                theme.Liste("freins", alea.Choisir<string>(["garde", "permis", "dettes", "isolement", "sante", "illectronisme"]));
            }

            theme.Fin();
        }

        if (remplis == 6)
        {
            dossier.Fait("DiagnosticComplete", jour, Retard.Courant, fil).Uuid("diagnosticId", id).Texte("preconisation", preconisation).Fin();
            if (alea.Chance(0.4))
            {
                dossier.Fait("SyntheseRelue", jour + alea.Entre(1, 20), Retard.Courant, fil).Uuid("diagnosticId", id).Texte("precisions", "D’accord avec ce qui est écrit.").Fin();
            }
        }
    }

    private static void Sanctionner(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var fil = new Fil();
        dossier.Fait("EquipePluridisciplinaireSaisie", jour, Retard.Aucun, fil).Texte("motif", "absencesRepetees").Fin();
        var avis = alea.Choisir<string>(["suspension", "maintien", "reorientation"]);
        dossier.Fait("AvisEquipeRendu", jour + 21, Retard.Aucun, fil).Texte("avis", avis).Fin();
        if (avis == "suspension")
        {
            var nature = jour >= LoiPleinEmploi ? "suspensionRemobilisation" : alea.Choisir<string>(["suspension", "suspension", "suppression", "radiation"]);
            dossier.Fait("SanctionDecidee", jour + 30, Retard.Aucun, fil).Texte("nature", nature).Nombre("taux", alea.Choisir<int>([30, 50, 80, 100])).Nombre("dureeMois", alea.Entre(1, 4)).Fin();
            if (alea.Chance(0.6))
            {
                dossier.Fait("SanctionLevee", jour + alea.Entre(45, 120), Retard.Aucun, fil).Texte("motif", "remobilisation").Fin();
            }
        }
    }

    public static int Mois(int jour, int moisDAge) => Temps.Date(jour) is var d ? d.Year * 12 + d.Month - 1 - moisDAge : 0;
}
