namespace Accompagnement.Simulation;

/// <summary>Reception: contacts, requests, appointments held or missed, visits, registers of anonymous contacts.</summary>
internal static class Accueils
{
    private static readonly string[] Motifs = ["budget", "logement", "famille", "sante", "droits", "emploi", "violences", "mobilite"];
    private static readonly string[] Objets = ["premierRendezVous", "suivi", "cerARenouveler", "aideFinanciere", "evaluation", "bilan", "accesAuxDroits"];

    /// <summary>One contact with a named person; now and then entered by mistake or corrected.</summary>
    public static void Contact(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var mode = Mode(alea);
        var motif = alea.Choisir<string>(Motifs);
        var avecRendezVous = alea.Chance(0.35);
        if (!dossier.Fait("ContactRecu", jour, canal: CanalDe(mode)).Texte("mode", mode).Oui("avecRendezVous", avecRendezVous)
            .Texte("interlocuteur", alea.Chance(0.8) ? "usager" : alea.Chance(0.7) ? "partenaire" : "tiers").Liste("motifs", motif).Oui("urgence", alea.Chance(0.06)).Fin())
        {
            return;
        }

        var correction = alea.Reel();
        if (correction < 0.006)
        {
            dossier.Annuler(jour + alea.Entre(0, 20), "mauvaisDossier");
        }
        else if (correction < 0.012)
        {
            dossier.Rectifier(jour + alea.Entre(0, 20), "erreurDeSaisie").Texte("mode", "telephone").Oui("avecRendezVous", avecRendezVous).Liste("motifs", motif, "budget").Clore().Fin();
        }
    }

    /// <summary>Somebody comes, says what is needed, is directed; often an appointment follows.</summary>
    public static void Passer(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var fil = new Fil();
        if (alea.Chance(0.02) && jour > monde.Parametres.Debut && dossier.Site is { } site)
        {
            Rattacher(monde, dossier, site, jour);
        }

        Contact(monde, dossier, jour);
        var plume = dossier.Fait("DemandeRecueillie", jour, Retard.Courant, fil).Liste("domaines", alea.Choisir<string>(Motifs)).Oui("horsCompetence", alea.Chance(0.07));
        if (alea.Chance(0.1))
        {
            plume.Texte("expression", "Je voudrais faire le point sur ma situation et savoir à quoi j’ai droit.");
        }

        plume.Fin();
        dossier.Fait("OrientationAccueil", jour, Retard.Courant, fil).Texte("vers", alea.Choisir<string>(["permanenceSociale", "permanenceSociale", "accueilSpecialise", "referentEnCharge", "partenaire"])).Fin();
        if (alea.Chance(0.5))
        {
            RendezVous(monde, dossier, jour);
        }
    }

    /// <summary>What goes on while a file is followed, at so many contacts, appointments and visits a year.</summary>
    public static void Suivre(Monde monde, Dossier dossier, int du, int au, double contacts, double rendezVous, double visites)
    {
        var alea = monde.Alea;
        du = Math.Max(du, monde.Parametres.Debut + 1);
        au = Math.Min(Math.Min(au, monde.Parametres.Fin), dossier.Horizon);
        var total = contacts + rendezVous + visites;

        // Some are seen every week for years, others hardly ever.
        var rythme = alea.Chance(0.01) ? alea.Entre(6, 20) : Math.Clamp(alea.Exponentielle(1.5), 0.08, 6);
        for (var jour = du + (int)alea.Exponentielle(365 / total / rythme); jour < au; jour += 1 + (int)alea.Exponentielle(365 / total / rythme))
        {
            if (Temps.Date(jour).Month == 8 && alea.Chance(0.4))
            {
                continue;
            }

            var ouvre = Temps.Ouvre(jour);
            var tirage = alea.Reel() * total;
            if (tirage < contacts)
            {
                Contact(monde, dossier, ouvre);
            }
            else if (tirage < contacts + rendezVous)
            {
                RendezVous(monde, dossier, ouvre);
            }
            else
            {
                Visite(monde, dossier, ouvre);
            }
        }
    }

    /// <summary>An appointment, from its making to what became of it: three in ten are missed.</summary>
    public static void RendezVous(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        var objet = alea.Choisir<string>(Objets);
        var prevu = Temps.Ouvre(jour + 1 + alea.Delai(12));
        Fixer(monde, dossier, id, objet, jour, prevu, monde.Auteur(dossier, jour), fil);
        var tirage = alea.Reel();
        if (tirage < 0.05)
        {
            dossier.Fait("RendezVousAnnule", prevu - 1, Retard.Courant, fil).Uuid("rendezVousId", id).Texte("par", alea.Chance(0.7) ? "usager" : "professionnel").Fin();
            return;
        }

        if (tirage < 0.12)
        {
            var report = Temps.Ouvre(prevu + alea.Entre(3, 25));
            dossier.Fait("RendezVousReporte", prevu, Retard.Courant, fil).Uuid("rendezVousId", id).Instant("prevuLe", report * Temps.MinutesParJour + alea.Entre(9, 16) * 60).Fin();
            prevu = report;
        }

        if (alea.Chance(0.3))
        {
            dossier.Fait("RendezVousManque", prevu, Retard.Courant, fil).Uuid("rendezVousId", id).Texte("cause", alea.Chance(0.88) ? "usager" : "professionnel").Fin();
            return;
        }

        dossier.Fait("RendezVousHonore", prevu, Retard.Courant, fil).Uuid("rendezVousId", id).Fin();
        if (alea.Chance(0.4))
        {
            var plume = dossier.Fait("EntretienRealise", prevu, Retard.Courant, fil).Texte("objet", objet).Uuid("rendezVousId", id).Liste("participants", "usager", "referent");
            if (alea.Chance(0.3))
            {
                plume.Texte("note", alea.Choisir<string>(["Reprend les paiements, moral meilleur.", "Attend une réponse du bailleur ; à revoir dans un mois.", "Demande de garde à préparer, pièces à apporter."]));
            }

            plume.Fin();
        }
    }

    public static void Fixer(Monde monde, Dossier dossier, Guid id, string objet, int jour, int prevu, string? agent, Fil fil)
    {
        var alea = monde.Alea;
        dossier.Fait("RendezVousFixe", jour, Retard.Aucun, fil).Uuid("rendezVousId", id).Texte("objet", objet)
            .Instant("prevuLe", prevu * Temps.MinutesParJour + alea.Entre(17, 33) * 30).Texte("agent", agent)
            .Texte("lieu", alea.Choisir<string>(["site", "site", "site", "domicile", "partenaire", "visio"])).Jour("demandeLe", jour - Math.Min(alea.Entier(6), alea.Entier(20))).Fin();
    }

    private static void Visite(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var tirage = alea.Reel();
        var corrige = alea.Chance(0.02);
        if (dossier.Fait("VisiteTentee", jour, canal: "domicile").Texte("objet", "visiteADomicile")
            .Texte("resultat", corrige || tirage < 0.62 ? "realisee" : tirage < 0.94 ? "porteClose" : "refusee").Fin() && corrige)
        {
            dossier.Rectifier(jour + 2, "erreurDeSaisie").Texte("objet", "visiteADomicile").Texte("resultat", "porteClose").Clore().Fin();
        }

        if (alea.Chance(0.1))
        {
            dossier.Fait("ActionCollectiveSuivie", jour + 3).Texte("actionId", $"AC-{Temps.Annee(jour)}-{alea.Entre(1, 40):00}").Texte("theme", alea.Choisir<string>(["parentalite", "budget", "energie", "numerique"])).Fin();
        }
    }

    /// <summary>A contact nobody was named for turns out to be this person's.</summary>
    private static void Rattacher(Monde monde, Dossier dossier, string site, int jour)
    {
        var registre = new Dossier(monde, $"registre/{site}", site) { Territoire = Carte.HorsDepartement };
        if (registre.Fait("ContactRecu", jour - 1, Retard.Aucun).Texte("mode", "telephone").Oui("avecRendezVous", false).Fin())
        {
            dossier.Fait("ContactRattache", jour + 1).Texte("registre", site).Texte("evenementId", registre.DernierId).Fin();
        }
    }

    /// <summary>A month of a site's register.</summary>
    public static void Registre(Monde monde, string site, int jour, int contacts)
    {
        var alea = monde.Alea;
        var registre = new Dossier(monde, $"registre/{site}", site) { Territoire = Carte.HorsDepartement };
        for (var i = 0; i < contacts; i++)
        {
            var le = Temps.Ouvre(jour + alea.Entier(28));
            var mode = alea.Chance(0.93) ? "telephone" : Mode(alea);
            registre.Fait("ContactRecu", le, Retard.Aucun, canal: CanalDe(mode)).Texte("mode", mode).Oui("avecRendezVous", false)
                .Texte("interlocuteur", alea.Chance(0.75) ? "usager" : "partenaire").Liste("motifs", alea.Choisir<string>(Motifs)).Fin();
            if (alea.Chance(0.03))
            {
                registre.Fait("DemandeRecueillie", le, Retard.Aucun).Liste("domaines", alea.Choisir<string>(Motifs)).Oui("horsCompetence", alea.Chance(0.3)).Fin();
                registre.Fait("OrientationAccueil", le, Retard.Aucun).Texte("vers", "partenaire").Fin();
            }
        }
    }

    private static string Mode(Alea alea) => alea.Reel() switch
    {
        < 0.62 => "telephone",
        < 0.82 => "physique",
        < 0.92 => "numerique",
        < 0.97 => "courrier",
        _ => "allerVers",
    };

    private static string CanalDe(string mode) => mode switch
    {
        "telephone" => "telephone",
        "numerique" => "numerique",
        "courrier" => "courrier",
        "allerVers" => "domicile",
        _ => "guichet",
    };
}
