namespace Accompagnement.Simulation;

/// <summary>Older people, disabled people, and early childhood (PMI).</summary>
internal static class Autonomie
{
    /// <summary>How long APA at home lasts on average, in days.</summary>
    public const double DureeApa = 1280;

    public const double DureePch = 2900;

    /// <summary>The years between two decisions of the CDAPH about the same right.</summary>
    public const int AnneesEntreDecisions = 4;

    /// <summary>The years during which somebody stays with the CDAPH on average.</summary>
    public const double AnneesCdaph = 11;

    /// <summary>Calendar years with a consultation, for a child who has some.</summary>
    public const double AnneesDeConsultation = 1.9;

    /// <summary>
    /// The share of the children with consultations whose mother had the interview of the fourth month: 2 100 to 2 450 a year are published.
    /// </summary>
    public const double PartAvecPrenatal = 0.34;

    public static void Apa(Monde monde, int territoire, int du, int au)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var dossier = monde.Inscrire(du - alea.Entre(20, 90), Rsa.Mois(du, alea.Entre(66 * 12, 94 * 12)), alea.Chance(0.72), residence, Noms.Famille(alea), commune, alea.Chance(0.7) ? "proprietaire" : "locataireSocial");
        var meurt = alea.Chance(0.55) && au < monde.Parametres.Fin;
        if (meurt)
        {
            Vie.Mourir(dossier, au);
        }

        var fil = new Fil();
        var part = Cibles.En2015("A2", territoire) / 100;
        Gir(du - 12);
        dossier.Fait("DecisionAutonomie", du - 1, Retard.Aucun, fil).Texte("droit", "APA_DOMICILE").Oui("accord", true).Fin();
        if (!dossier.Fait("DroitAutonomieOuvert", du, Retard.Aucun, fil).Texte("droit", "APA_DOMICILE").Fin())
        {
            Vie.Cloturer(monde, dossier, du + 60);
            return;
        }

        for (var jour = du + alea.Entre(300, 900); jour < Math.Min(au, monde.Parametres.Fin); jour += alea.Entre(300, 900))
        {
            Gir(jour);
        }

        var ferme = dossier.Fait("DroitAutonomieFerme", au, Retard.Partenaire, fil, apresDeces: true).Texte("droit", "APA_DOMICILE").Texte("motif", meurt ? "deces" : "entreeEtablissement").Fin();
        dossier.Episodes.Add(new("A1", du, ferme ? au : int.MaxValue));
        if (ferme && !meurt)
        {
            dossier.Fait("DecisionAutonomie", au + 10, Retard.Aucun, fil).Texte("droit", alea.Chance(0.8) ? "APA_ETABLISSEMENT" : "ASH").Oui("accord", true).Fin();
            dossier.Fait("DroitAutonomieOuvert", au + 11, Retard.Aucun, fil).Texte("droit", "APA_ETABLISSEMENT").Fin();
            dossier.Fait("DroitAutonomieFerme", au + alea.Entre(200, 1200), Retard.Partenaire, fil).Texte("droit", "APA_ETABLISSEMENT").Texte("motif", "deces").Fin();
        }

        if (alea.Chance(0.4))
        {
            Referents.Suivre(monde, dossier, "autonomie", Service.Autonomie, du + 5, Math.Min(au, monde.Parametres.Fin + 400));
        }

        Accueils.Suivre(monde, dossier, du, au, 0.9, 0.1, 0.6);
        Vie.Demenager(monde, [dossier], Math.Max(du, monde.Parametres.Debut) + 60, au);
        Vie.Cloturer(monde, dossier, au);

        void Gir(int jour) => dossier.Fait("GirEvalue", jour, Retard.Courant, fil).Nombre("gir", alea.Chance(part) ? alea.Chance(0.2) ? 1 : 2 : alea.Entre(3, 4)).Fin();
    }

    public static void Pch(Monde monde, int territoire, int du, int au)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var dossier = monde.Inscrire(du - alea.Entre(60, 200), Rsa.Mois(du, alea.Entre(8 * 12, 59 * 12)), alea.Chance(0.48), residence, Noms.Famille(alea), commune);
        var fil = new Fil();
        if (dossier.Fait("DecisionAutonomie", du - 10, Retard.Courant, fil).Texte("droit", "PCH").Oui("accord", true).Fin())
        {
            dossier.Actes.Add(new("A5", du - 10));
        }

        if (dossier.Fait("DroitAutonomieOuvert", du, Retard.Aucun, fil).Texte("droit", "PCH").Fin())
        {
            var ferme = dossier.Fait("DroitAutonomieFerme", au, Retard.Aucun, fil).Texte("droit", "PCH").Texte("motif", alea.Choisir<string>(["deces", "nonRenouvele", "demenagement"])).Fin();
            dossier.Episodes.Add(new("A6", du, ferme ? au : int.MaxValue));
        }

        if (alea.Chance(0.05))
        {
            var jour = alea.Entre(Math.Max(du, monde.Parametres.Debut) + 20, Math.Max(du, monde.Parametres.Debut) + 600);
            dossier.Fait("DecisionAutonomie", jour, Retard.Courant, fil).Texte("droit", "ACTP").Oui("accord", alea.Chance(0.5)).Fin();
        }

        Accueils.Suivre(monde, dossier, du, au, 0.6, 0.1, 0.4);
        Vie.Demenager(monde, [dossier], Math.Max(du, monde.Parametres.Debut) + 60, Math.Min(au, monde.Parametres.Fin));
        Vie.Cloturer(monde, dossier, au);
    }

    /// <summary>Somebody known to the CDAPH, whose right is decided again every few years.</summary>
    /// <param name="monde">Where it happens.</param>
    /// <param name="territoire">The territory of the first residence.</param>
    /// <param name="droit">AAH, AEEH or ORIENTATION.</param>
    /// <param name="premiere">The first decision; possibly long before the first day.</param>
    /// <param name="au">The day after which nothing is decided any more.</param>
    public static void Cdaph(Monde monde, int territoire, string droit, int premiere, int au)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var age = droit == "AEEH" ? alea.Entre(2 * 12, 10 * 12) : alea.Entre(20 * 12, 52 * 12);
        var arrivee = Math.Max(premiere, monde.Parametres.Debut - 200) - alea.Entre(50, 150);
        var dossier = monde.Inscrire(arrivee, Rsa.Mois(arrivee, age), alea.Chance(0.47), residence, Noms.Famille(alea), commune);
        var fil = new Fil();
        var ouvert = false;
        for (var jour = premiere; jour < Math.Min(au, monde.Parametres.Fin); jour += AnneesEntreDecisions * 365 + 1)
        {
            if (jour < monde.Parametres.Debut - 180)
            {
                continue;
            }

            if (alea.Chance(0.08))
            {
                dossier.Fait("DecisionAutonomie", Temps.Ouvre(jour - 30), Retard.Courant, fil).Texte("droit", droit).Oui("accord", false).Fin();
            }

            if (dossier.Fait("DecisionAutonomie", jour, Retard.Courant, fil).Texte("droit", droit).Oui("accord", true).Fin())
            {
                dossier.Actes.Add(new("A5", jour));
                if (droit != "ORIENTATION")
                {
                    dossier.Actes.Add(new(droit == "AAH" ? "A7" : "A8", jour));
                }

                if (!ouvert && droit != "ORIENTATION")
                {
                    ouvert = dossier.Fait("DroitAutonomieOuvert", jour + 1, Retard.Aucun, fil).Texte("droit", droit).Fin();
                }
            }
        }

        if (ouvert)
        {
            dossier.Fait("DroitAutonomieFerme", au + 30, Retard.Courant, fil).Texte("droit", droit).Texte("motif", "nonRenouvele").Fin();
        }

        if (droit != "ORIENTATION" || alea.Chance(0.2))
        {
            Accueils.Suivre(monde, dossier, Math.Max(premiere, arrivee), au, 0.35, 0.08, 0.05);
        }

        Vie.Demenager(monde, [dossier], Math.Max(arrivee, monde.Parametres.Debut) + 60, Math.Min(au, monde.Parametres.Fin));
        Vie.Cloturer(monde, dossier, au + 100);
    }

    /// <summary>A child seen by the PMI: consultations in the first years for some, the review at four at school for nearly all.</summary>
    public static void Pmi(Monde monde, int territoire, int bilan)
    {
        var alea = monde.Alea;
        var naissance = Rsa.Mois(bilan, alea.Entre(3 * 12 + 9, 4 * 12 + 8));
        var ne = Temps.Jour(naissance / 12, naissance % 12 + 1, 28);
        var consulte = alea.Chance(Math.Min(0.95, Cibles.En2015("E1", territoire) / Cibles.En2015("E3", territoire) / AnneesDeConsultation));
        var jours = new List<int>();
        if (consulte)
        {
            var fin = ne + (int)Math.Min(alea.Exponentielle(430) + 40, 1500);
            for (var jour = ne + alea.Entre(10, 60); jour < fin && jours.Count < 14; jour += alea.Entre(30, 150))
            {
                jours.Add(Temps.Ouvre(jour));
            }
        }

        jours.RemoveAll(j => j < monde.Parametres.Debut);
        var premier = jours.Count > 0 ? jours[0] : bilan;
        if (premier < monde.Parametres.Debut || premier >= monde.Parametres.Fin)
        {
            return;
        }

        var (residence, commune) = Vie.Residence(monde, territoire);
        var nom = Noms.Famille(alea);
        var enfant = monde.Inscrire(premier, naissance, alea.Chance(0.49), residence, nom, commune);
        if (consulte && alea.Chance(PartAvecPrenatal) && ne - 150 > monde.Parametres.Debut)
        {
            var mere = monde.Inscrire(ne - 140, Rsa.Mois(ne, alea.Entre(17 * 12, 38 * 12)), true, residence, nom, commune);
            mere.Fait("EntretienPrenatal", ne - alea.Entre(60, 135)).Fin();
            Vie.Cloturer(monde, mere, ne + 100);
        }

        foreach (var jour in jours)
        {
            if (enfant.Fait("ConsultationInfantile", jour).Texte("lieu", $"PMI-{enfant.Site}-{alea.Entre(1, 6)}").Fin())
            {
                if (alea.Chance(0.003))
                {
                    enfant.Annuler(jour + 5, "mauvaisDossier");
                }
                else
                {
                    enfant.Actes.Add(new("E1", jour));
                }
            }
        }

        Vie.Demenager(monde, [enfant], premier + 60, bilan - 5);
        var rentree = Temps.Date(bilan).Month >= 9 ? Temps.Annee(bilan) : Temps.Annee(bilan) - 1;
        if (enfant.Fait("BilanQuatreAns", bilan, Retard.Partenaire).Texte("anneeScolaire", $"{rentree}-{rentree + 1}").Liste("orientations", alea.Chance(0.25) ? [alea.Choisir<string>(["orthophonie", "ophtalmologie", "medecinTraitant"])] : []).Fin())
        {
            enfant.Actes.Add(new("E3", bilan));
        }

        Vie.Cloturer(monde, enfant, bilan);
    }
}
