namespace Accompagnement.Simulation;

/// <summary>Child protection: information préoccupante, its evaluation, children in care.</summary>
internal static class Enfance
{
    /// <summary>The share of the measures for a child that an IP comes before.</summary>
    public const double PartAvecIp = 0.5;

    /// <summary>The share of the families with a measure that have the RSA.</summary>
    public const double PartRsa = 0.3;

    /// <summary>Minors in a family that an IP is about, on average.</summary>
    public const double MineursParIp = 1.5;

    private static readonly string[] Emetteurs = ["entourage", "ecole", "justicePolice", "sante", "travailleurSocial", "departement", "anonyme", "autre"];

    /// <summary>A family known by an information préoccupante only.</summary>
    public static void FamilleAvecIp(Monde monde, int territoire, int jour)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var nom = Noms.Famille(alea);
        var parent = monde.Inscrire(jour - alea.Entier(5), Rsa.Mois(jour, alea.Entre(22, 46) * 12), alea.Chance(0.75), residence, nom, commune);
        var foyer = monde.Foyer(jour, "famille", parent.Site!);
        Monde.Rejoindre(parent, jour, foyer, "parent");
        var personnes = new List<Dossier> { parent };
        var suite = alea.Choisir<string>(["classement", "classement", "classement", "asap", "mesureAdministrative", "signalement"]);
        for (var enfants = alea.Chance(0.4) ? alea.Chance(0.25) ? 3 : 2 : 1; enfants > 0; enfants--)
        {
            var enfant = monde.Inscrire(jour - 1, Rsa.Mois(jour, alea.Entre(2, 200)), alea.Chance(0.48), residence, nom, commune);
            Monde.Rejoindre(enfant, jour, foyer, "enfant");
            Ip(monde, enfant, jour, foyer, suite);
            if (alea.Chance(0.12))
            {
                Ip(monde, enfant, jour + alea.Entre(200, 900), foyer, "classement");
            }

            personnes.Add(enfant);
        }

        Accueils.Suivre(monde, parent, jour, jour + 200, 1, 1, 3);
        Vie.Demenager(monde, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(personnes), jour + 30, jour + 500);
        foreach (var personne in personnes)
        {
            Vie.Cloturer(monde, personne, jour + 250);
        }
    }

    /// <summary>One IP about a minor: qualified, entrusted to a site with three months to answer, part of them late.</summary>
    public static void Ip(Monde monde, Dossier dossier, int jour, Guid foyer, string suite)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        jour = Math.Max(Temps.Ouvre(jour), Temps.Jour(dossier.Naissance / 12, dossier.Naissance % 12 + 1, 1));
        dossier.Fait("InformationPreoccupanteRecue", jour, Retard.Courant, fil).Uuid("ipId", id).Uuid("foyerId", foyer).Texte("emetteur", alea.Choisir<string>(Emetteurs))
            .Liste("themes", alea.Choisir<string>(["negligences", "violences", "education", "conflitParental", "sante"])).Fin();
        var qualifiee = jour + alea.Entre(1, 8);
        dossier.Fait("IpQualifiee", qualifiee, Retard.Courant, fil).Uuid("ipId", id).Texte("suite", "evaluation").Fin();
        var confiee = qualifiee + alea.Entre(0, 4);
        if (dossier.Fait("EvaluationIpConfiee", confiee, Retard.Courant, fil).Uuid("ipId", id).Texte("site", dossier.Site).Jour("echeance", Temps.Date(confiee).AddMonths(3).DayNumber).Fin()
            && dossier.AgeLe(confiee) < 18)
        {
            dossier.Actes.Add(new("E7", confiee));
        }

        var rendue = Temps.Ouvre(confiee + alea.Delai(74, 0.42));
        dossier.Fait("EvaluationIpRendue", rendue, Retard.Courant, fil).Uuid("ipId", id).Texte("conclusion", suite == "classement" ? "sansDanger" : "danger").Fin();
        dossier.Fait("SuiteIpDecidee", rendue + alea.Entre(1, 20), Retard.Courant, fil).Uuid("ipId", id).Texte("suite", suite).Fin();
        if (suite == "signalement")
        {
            dossier.Fait("SignalementTransmis", rendue + 20, Retard.Courant, fil).Uuid("ipId", id).Texte("destinataire", "procureur").Fin();
        }
    }

    /// <summary>A child in care, from the decision; it may wait for a place, change places, and come of age.</summary>
    public static void Accueil(Monde monde, int territoire, Place place)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var nom = Noms.Famille(alea);
        var duree = place.Finie == int.MaxValue ? 900 : Math.Min(6000, place.Finie - place.Decidee);
        var avecIp = alea.Chance(PartAvecIp);
        var arrivee = place.Decidee - (avecIp ? alea.Entre(85, 150) : alea.Entre(1, 60));
        var mois = alea.Entre(7, Math.Max(9, 214 - duree / 30));
        var enfant = monde.Inscrire(arrivee, Rsa.Mois(arrivee, mois), alea.Chance(0.46), residence, nom, commune);
        var personnes = new List<Dossier> { enfant };
        var foyer = monde.Foyer(arrivee, "famille", enfant.Site!);
        Monde.Rejoindre(enfant, arrivee, foyer, "enfant");
        if (alea.Chance(0.4))
        {
            var parent = monde.Inscrire(arrivee, Rsa.Mois(arrivee, mois + alea.Entre(19, 40) * 12), alea.Chance(0.8), residence, nom, commune);
            Monde.Rejoindre(parent, arrivee, foyer, "parent");
            Accueils.Suivre(monde, parent, place.Decidee, place.Decidee + duree, 0.8, 0.5, 0.3);
            personnes.Add(parent);
        }

        if (avecIp)
        {
            Ip(monde, enfant, arrivee + 1, foyer, "accueil");
        }

        var fin = Vivre(monde, enfant, place, mois < 4 * 12);
        Referents.Suivre(monde, enfant, "ase", Service.Ase, place.Decidee + alea.Entre(0, 20), Math.Min(fin, monde.Parametres.Fin + 400));
        Accueils.Suivre(monde, enfant, place.Decidee, fin, 0.6, 0.8, 1.5);
        Vie.Demenager(monde, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(personnes), Math.Max(arrivee, monde.Parametres.Debut) + 60, Math.Min(fin, monde.Parametres.Fin));
        foreach (var personne in personnes)
        {
            Vie.Cloturer(monde, personne, fin);
        }
    }

    private static int Vivre(Monde monde, Dossier enfant, Place place, bool petit)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        var nature = alea.Choisir<string>(["judiciaire", "judiciaire", "judiciaire", "administratif", "placementDirect", "urgence", "recueil72h"]);
        var decision = enfant.Fait("AccueilDecide", place.Decidee, Retard.Courant, fil).Uuid("accueilId", id).Texte("nature", nature);
        if (nature is "judiciaire" or "placementDirect")
        {
            decision.Texte("cabinet", $"JE-{alea.Entre(1, 9)}");
        }

        decision.Jour("echeance", place.Decidee + alea.Choisir<int>([182, 365, 730])).Fin();
        enfant.Fait("PlaceRecherchee", place.Decidee, Retard.Courant, fil).Uuid("accueilId", id).Fin();
        var (modalite, structure) = Lieu(enfant, petit, alea);
        if (place.Demarree is not { } demarree)
        {
            if (place.Abandonnee)
            {
                enfant.Fait("AccueilNonExecute", place.Finie, Retard.Courant, fil).Uuid("accueilId", id).Texte("motif", alea.Choisir<string>(["fugue", "refus", "retourFamille"])).Fin();
            }

            return place.Abandonnee ? place.Finie : monde.Parametres.Fin + 300;
        }

        enfant.Fait("PlaceProposee", Math.Max(place.Decidee, demarree - 3), Retard.Courant, fil).Uuid("accueilId", id).Texte("structure", structure).Fin();
        if (!enfant.Fait("AccueilDemarre", demarree, Retard.Courant, fil).Uuid("accueilId", id).Texte("modalite", modalite).Texte("structure", structure)
            .Texte("codeInsee", monde.Carte.Commune(enfant.Territoire, alea)).Fin())
        {
            return place.Finie;
        }

        for (var jour = demarree + 30 + (int)alea.Exponentielle(1100); jour < Math.Min(place.Finie, monde.Parametres.Fin); jour += 30 + (int)alea.Exponentielle(1100))
        {
            (modalite, structure) = Lieu(enfant, petit, alea);
            enfant.Fait("LieuAccueilChange", jour, Retard.Courant, fil).Uuid("accueilId", id).Texte("modalite", modalite).Texte("structure", structure)
                .Texte("motif", alea.Choisir<string>(["reorientation", "findAgrement", "rapprochement", "crise"])).Fin();
        }

        Accompagner(monde, enfant, demarree, Math.Min(place.Finie, monde.Parametres.Fin));
        var termine = enfant.Fait("AccueilTermine", place.Finie, Retard.Courant, fil).Uuid("accueilId", id).Texte("motif", alea.Choisir<string>(["retourFamille", "majorite", "autreMesure", "adoption"])).Fin();
        enfant.Episodes.Add(new("E11", demarree, termine ? place.Finie : int.MaxValue));
        return place.Finie;
    }

    /// <summary>What the law asks for along the way: the project for the child, a report a year, the interview at 17.</summary>
    private static void Accompagner(Monde monde, Dossier enfant, int du, int au)
    {
        var alea = monde.Alea;
        if (alea.Chance(0.6))
        {
            enfant.Fait("ProjetPourLEnfantSigne", du + alea.Delai(110)).Liste("participants", "parents", "enfant", "referent").Fin();
        }

        for (var jour = du + alea.Entre(300, 380); jour < au; jour += alea.Entre(340, 420))
        {
            enfant.Fait("RapportDeSituationRendu", jour, Retard.Partenaire).Fin();
            if (alea.Chance(0.15))
            {
                enfant.Fait("StatutExamine", jour + 20).Texte("avis", alea.Choisir<string>(["maintien", "delegation", "delaissement"])).Fin();
            }
            else if (alea.Chance(0.2))
            {
                enfant.Fait("LienFamilialConstate", jour + 20).Texte("type", alea.Choisir<string>(["regulier", "irregulier", "rompu"])).Fin();
            }
        }

        var dixSept = Temps.Jour(enfant.Naissance / 12 + 17, enfant.Naissance % 12 + 1, 1) + alea.Delai(20);
        if (dixSept > du && dixSept < au && alea.Chance(0.8))
        {
            enfant.Fait("EntretienAutonomieRealise", dixSept).Texte("type", "prealable17ans").Fin();
            if (alea.Chance(0.6))
            {
                enfant.Fait("EntretienAutonomieRealise", au + 180).Texte("type", "sortie6mois").Fin();
            }
        }
    }

    private static (string Modalite, string? Structure) Lieu(Dossier enfant, bool petit, Alea alea)
    {
        var territoire = enfant.Territoire;
        return alea.Reel() switch
        {
            < 0.56 => ("assistantFamilial", Structures.Choisir("AF", territoire, alea)),
            < 0.74 => ("mecs", Structures.Choisir("MECS", territoire, alea)),
            < 0.80 => ("foyer", Structures.Choisir("FOYER", territoire, alea)),
            < 0.82 => ("urgence", Structures.Choisir("URG", territoire, alea)),
            < 0.84 => ("lieuDeVie", Structures.Choisir("LDV", territoire, alea)),
            < 0.90 => petit ? ("assistantFamilial", Structures.Choisir("AF", territoire, alea)) : ("fjt", Structures.Choisir("FJT", territoire, alea)),
            < 0.93 => ("tiersDigne", null),
            < 0.95 when !petit => ("autonomie", null),
            < 0.98 => ("dmad", null),
            _ => ("darf", null),
        };
    }

    /// <summary>An unaccompanied minor: sheltered, recognised or not.</summary>
    public static void MineurNonAccompagne(Monde monde, int territoire, int jour)
    {
        var alea = monde.Alea;
        var fil = new Fil();
        var jeune = monde.Inscrire(jour, Rsa.Mois(jour, alea.Entre(14 * 12, 17 * 12 + 9)), alea.Chance(0.06), territoire, Noms.Famille(alea), monde.Carte.Commune(territoire, alea), "structure");
        jeune.Fait("MiseALAbriDemarree", jour, Retard.Aucun, fil).Fin();
        var fin = jour + alea.Delai(20);
        var reconnu = alea.Chance(0.6);
        jeune.Fait("MiseALAbriTerminee", fin, Retard.Courant, fil).Texte("issue", reconnu ? "minoriteReconnue" : "fugue").Fin();
        if (reconnu)
        {
            jeune.Fait("MinoriteReconnue", fin, Retard.Courant, fil).Fin();
        }

        Accueils.Suivre(monde, jeune, jour, fin + 300, 0.5, 0.8, 0.2);
        Vie.Cloturer(monde, jeune, fin + 300);
    }
}
