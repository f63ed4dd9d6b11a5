namespace Accompagnement.Simulation;

/// <summary>Evictions, with what is lost from one stage to the next, and the commission for access to housing.</summary>
internal static class Logement
{
    /// <summary>Assignments a year in the real département, and what follows them: the share that reaches each next stage.</summary>
    public const double AssignationsParAn = 2819;

    public const double SaisinesParAn = 900;

    private static readonly (string Stade, double Part, int Delai)[] Stades =
        [("audience", 0.95, 70), ("jugement", 0.9, 30), ("commandementDeQuitter", 0.59, 60), ("concoursDemande", 0.67, 75), ("concoursAccorde", 0.6, 90), ("expulsion", 0.31, 60)];

    public static void Expulsion(Monde monde, int territoire, int jour)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var dossier = monde.Inscrire(jour - alea.Entre(0, 60), Rsa.Mois(jour, alea.Entre(21, 68) * 12), alea.Chance(0.5), residence, Noms.Famille(alea), commune, alea.Chance(0.7) ? "locataireSocial" : "locatairePrive");
        var (id, fil) = (alea.Uuid(), new Fil());
        dossier.Fait("ProcedureExpulsionOuverte", jour, Retard.Courant, fil).Uuid("procedureId", id).Texte("parc", alea.Chance(0.7) ? "social" : "prive").Euros("dette", alea.Entre(40_000, 700_000)).Fin();
        Franchir("commandementDePayer", jour);
        var le = jour + alea.Delai(80, 0.3);
        Franchir("assignation", le);
        if (alea.Chance(0.88))
        {
            var tirage = alea.Reel();
            var connu = alea.Chance(0.5);
            dossier.Fait("DiagnosticSocialFinancier", le + alea.Entre(15, 55), Retard.Courant, fil).Uuid("procedureId", id)
                .Texte("resultat", tirage < (connu ? 0.25 : 0.47) ? "porteClose" : tirage < 0.55 ? "refus" : "realise").Oui("connuDuService", connu).Fin();
        }

        var expulse = false;
        foreach (var (stade, part, delai) in Stades)
        {
            if (!alea.Chance(part))
            {
                break;
            }

            le += alea.Delai(delai, 0.35);
            Franchir(stade, le);
            expulse = stade == "expulsion";
        }

        if (!expulse)
        {
            le += alea.Delai(120);
            Franchir("cloture", le);
        }
        else
        {
            Vie.Habiter(monde, dossier, le + 1, Carte.NonRenseigne, null, "sansDomicile", Retard.Partenaire);
        }

        Accueils.Suivre(monde, dossier, jour, le + 60, 2, 1, 1.5);
        Vie.Cloturer(monde, dossier, le + 60);

        void Franchir(string stade, int quand) => dossier.Fait("StadeExpulsionFranchi", quand, Retard.Partenaire, fil).Uuid("procedureId", id).Texte("stade", stade).Fin();
    }

    public static void Saisine(Monde monde, int territoire, int jour)
    {
        var alea = monde.Alea;
        var (residence, commune) = Vie.Residence(monde, territoire);
        var sans = alea.Chance(0.25);
        var dossier = monde.Inscrire(jour - alea.Entre(0, 30), Rsa.Mois(jour, alea.Entre(19, 66) * 12), alea.Chance(0.5), sans ? Carte.NonRenseigne : residence, Noms.Famille(alea), sans ? null : commune, "heberge");
        var (id, fil) = (alea.Uuid(), new Fil());
        dossier.Fait("SaisineLogement", jour, Retard.Aucun, fil).Uuid("saisineId", id).Texte("situationEntree", alea.Choisir<string>(["heberge", "sansAbri", "surpeuplement", "insalubrite"])).Fin();
        dossier.Fait("PreconisationLogement", jour + 20, Retard.Courant, fil).Uuid("saisineId", id).Texte("type", alea.Choisir<string>(["logementAutonome", "intermediation", "residenceSociale"])).Fin();
        dossier.Fait("CommissionLogement", jour + 45, Retard.Courant, fil).Uuid("saisineId", id).Oui("validee", alea.Chance(0.85)).Fin();
        var issue = jour + 45 + alea.Delai(150);
        if (alea.Chance(0.85))
        {
            var obtenue = alea.Choisir<string>(["accede", "accede", "maintenu", "reoriente", "sansSuite"]);
            dossier.Fait("IssueLogement", issue, Retard.Partenaire, fil).Uuid("saisineId", id).Texte("issue", obtenue).Fin();
            if (sans && obtenue == "accede")
            {
                Vie.Habiter(monde, dossier, issue + 10, territoire, monde.Carte.Commune(territoire, alea), "locataireSocial", Retard.Courant);
            }
        }

        Accueils.Suivre(monde, dossier, jour, issue, 1.5, 1.2, 0.3);
        Vie.Cloturer(monde, dossier, issue);
    }
}
