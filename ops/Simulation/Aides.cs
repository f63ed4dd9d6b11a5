namespace Accompagnement.Simulation;

/// <summary>Requests for financial aid, from the request to the payment, the appeal and the repayment.</summary>
internal static class Aides
{
    /// <summary>The share of requests that are granted.</summary>
    public const double PartAccordee = 0.72;

    /// <summary>The share of the granted aids that goes to households with the RSA.</summary>
    public const double PartRsa = 0.5;

    /// <summary>Requests a household makes over the years, when it is known by them only.</summary>
    public const double DemandesParMenage = 1.8;

    /// <summary>Every fund that is counted: code of the portrait, fund, part.</summary>
    public static readonly (string Code, string Fonds, string Volet)[] Comptees =
    [
        ("I6", "FAJ", "AUTRE"), ("I7", "SU", "AUTRE"), ("I8", "AFP", "AUTRE"), ("I9", "AIPP", "AUTRE"), ("I10", "FSL", "ALI"), ("I11", "FSL", "MAINTIEN"), ("I13", "FSL", "EET"),
    ];

    private static readonly (string Fonds, string Volet)[] Autres =
        [("FSL", "GARANTIE"), ("FSL", "TRAVAUX"), ("FSL", "RECHERCHE"), ("AFASE", "AUTRE"), ("FPEL", "MAINTIEN")];

    /// <summary>The granted aids of a year that are left to the households without the RSA.</summary>
    public static double Restantes(string code, int territoire, double annee) => Cibles.A(code, territoire, annee) * (code == "I6" ? 1 : 1 - PartRsa);

    /// <summary>The requests of a household with the RSA while it has it.</summary>
    public static void PourRsa(Monde monde, Dossier dossier, Guid foyer, int du, int au)
    {
        var alea = monde.Alea;
        var t = dossier.Territoire;
        du = Math.Max(du, monde.Parametres.Debut);
        au = Math.Min(au, monde.Parametres.Fin);
        var foyers = Cibles.En2015("I1", t) - Cibles.En2015("I3", t);
        for (var annee = Temps.Annee(du); annee <= Temps.Annee(au); annee++)
        {
            var (premier, dernier) = (Math.Max(du, Temps.Jour(annee, 1, 1)), Math.Min(au, Temps.Jour(annee, 12, 31)));
            foreach (var (code, fonds, volet) in Comptees)
            {
                var attendues = code == "I6" ? 0 : Cibles.A(code, t, annee) * PartRsa / foyers / PartAccordee * (dernier - premier) / 365.0;
                for (var n = attendues > 0 ? alea.Poisson(attendues) : 0; n > 0; n--)
                {
                    Demander(monde, dossier, alea.Entre(premier, dernier), code, fonds, volet, foyer);
                }
            }
        }
    }

    /// <summary>A household known by its requests.</summary>
    public static void Menage(Monde monde, int territoire, int rang, int jour)
    {
        var alea = monde.Alea;
        var (code, fonds, volet) = Comptees[rang];
        var (residence, commune) = Vie.Residence(monde, territoire);
        var age = code == "I6" ? alea.Entre(18, 22) : alea.Entre(20, 70);
        var dossier = monde.Inscrire(jour - alea.Entier(20), Rsa.Mois(jour, age * 12), alea.Chance(0.6), residence, Noms.Famille(alea), commune);
        var foyer = monde.Foyer(jour, "menage", dossier.Site!);
        Monde.Rejoindre(dossier, jour, foyer, "autre");
        var le = jour;
        Demander(monde, dossier, le, code, fonds, volet, foyer);
        while (alea.Chance(1 - 1 / DemandesParMenage))
        {
            le += alea.Entre(20, 400);
            if (fonds == "FAJ" && dossier.AgeLe(le + 3) > 25)
            {
                break;
            }

            Demander(monde, dossier, le, code, fonds, volet, foyer);
        }

        if (alea.Chance(0.06))
        {
            var (autre, part) = alea.Choisir<(string, string)>(Autres);
            Demander(monde, dossier, jour + alea.Entre(10, 100), null, autre, part, foyer);
        }

        if (alea.Chance(0.4))
        {
            Accueils.Passer(monde, dossier, Temps.Ouvre(jour - 1 >= dossier.Residences.FirstOrDefault().Jour ? jour : jour + 1));
        }

        Vie.Demenager(monde, [dossier], jour + 30, le + 600);
        Vie.Cloturer(monde, dossier, le + 100);
    }

    private static void Demander(Monde monde, Dossier dossier, int jour, string? code, string fonds, string volet, Guid foyer)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        jour = Temps.Ouvre(jour);
        var montant = alea.Entre(6_000, 90_000);
        var demande = dossier.Fait("AideSollicitee", jour, Retard.Courant, fil).Uuid("demandeId", id).Texte("fonds", fonds).Texte("volet", volet);
        if (volet == "EET")
        {
            demande.Texte("energie", alea.Choisir<string>(["electricite", "electricite", "gaz", "eau", "telephone", "mixte"]));
        }

        demande.Euros("montantDemande", montant).Texte("instructeur", alea.Chance(0.7) ? "mds" : "partenaire").Uuid("foyerId", foyer).Fin();
        if (alea.Chance(0.05))
        {
            dossier.Fait("AideRetiree", jour + alea.Entre(3, 30), Retard.Courant, fil).Uuid("demandeId", id).Texte("par", "usager").Fin();
            return;
        }

        var complet = jour;
        if (alea.Chance(0.25))
        {
            dossier.Fait("PiecesDemandees", jour + 2, Retard.Courant, fil).Uuid("demandeId", id).Liste("pieces", "quittance", "avisImposition").Fin();
            complet = jour + 2 + alea.Delai(15);
            dossier.Fait("PieceRecue", complet, Retard.Courant, fil).Uuid("demandeId", id).Texte("piece", "quittance").Fin();
        }

        dossier.Fait("DossierComplet", complet, Retard.Courant, fil).Uuid("demandeId", id).Fin();
        var urgence = fonds is "SU" or "FAJ";
        var decision = complet + (urgence ? alea.Entre(0, 5) : alea.Delai(32, 0.5));
        if (!urgence)
        {
            dossier.Fait("AideInscrite", Math.Max(complet, decision - 10), Retard.Courant, fil).Uuid("demandeId", id).Texte("commission", $"CLFSL-{(dossier.Territoire + 1) % 8}").Jour("seanceLe", decision).Fin();
            if (alea.Chance(0.06))
            {
                dossier.Fait("AideAjournee", decision, Retard.Courant, fil).Uuid("demandeId", id).Texte("motif", "piecesManquantes").Fin();
                decision += alea.Entre(14, 45);
            }
        }

        if (alea.Chance(PartAccordee / 0.95))
        {
            Accorder(monde, dossier, decision, id, code, montant, volet, fil);
            return;
        }

        dossier.Fait("AideRefusee", decision, Retard.Courant, fil).Uuid("demandeId", id).Texte("motif", alea.Choisir<string>(["bareme", "dejaAide", "horsReglement"])).Fin();
        if (alea.Chance(0.06))
        {
            var recours = decision + alea.Entre(5, 55);
            dossier.Fait("RecoursForme", recours, Retard.Courant, fil).Uuid("demandeId", id).Texte("motif", "contestation").Fin();
            var infirme = alea.Chance(0.3);
            dossier.Fait("RecoursTranche", recours + alea.Delai(50), Retard.Courant, fil).Uuid("demandeId", id).Texte("issue", infirme ? "infirme" : "confirme").Fin();
            if (infirme)
            {
                Accorder(monde, dossier, recours + 220, id, code, montant, volet, fil);
            }
        }
    }

    private static void Accorder(Monde monde, Dossier dossier, int decision, Guid id, string? code, int montant, string volet, Fil fil)
    {
        var alea = monde.Alea;
        var pret = volet is "ALI" or "MAINTIEN" && alea.Chance(0.3);
        var accorde = (int)(montant * (0.5 + alea.Reel() / 2));
        var accord = dossier.Fait("AideAccordee", decision, Retard.Courant, fil).Uuid("demandeId", id).Euros("montant", accorde).Texte("forme", pret ? alea.Chance(0.3) ? "mixte" : "pret" : "subvention");
        if (pret)
        {
            accord.Nombre("mensualites", 12);
        }

        if (!accord.Texte("verseA", alea.Chance(0.75) ? "tiers" : "menage").Fin())
        {
            return;
        }

        if (code is not null)
        {
            dossier.Actes.Add(new(code, decision));
        }

        var verse = decision + alea.Delai(14);
        if (dossier.Fait("AideVersee", verse, Retard.Courant, fil).Uuid("demandeId", id).Euros("montant", accorde).Fin() && alea.Chance(0.01))
        {
            dossier.Rectifier(verse + alea.Entre(1, 40), "erreurDeMontant").Uuid("demandeId", id).Euros("montant", accorde - 500).Clore().Fin();
        }

        for (var n = pret ? alea.Entre(1, 6) : 0; n > 0; n--)
        {
            verse += 31;
            dossier.Fait("RemboursementRecu", verse, Retard.Courant, fil).Uuid("demandeId", id).Euros("montant", accorde / 12).Fin();
        }
    }
}
