namespace Accompagnement.Simulation;

/// <summary>What happens to people besides schemes: where they live, households, deaths, files closed, opened again, entered twice.</summary>
internal static class Vie
{
    public static string TypeLogement(Alea alea) => alea.Reel() switch
    {
        < 0.42 => "locataireSocial",
        < 0.72 => "locatairePrive",
        < 0.88 => "proprietaire",
        < 0.97 => "heberge",
        _ => "structure",
    };

    /// <summary>Where a file starts: nearly always a commune of the territory, sometimes elsewhere or nowhere.</summary>
    public static (int Territoire, string? Commune) Residence(Monde monde, int territoire)
    {
        var tirage = monde.Alea.Reel();
        return tirage < 0.004 ? (Carte.HorsDepartement, Carte.Ailleurs(monde.Alea))
            : tirage < 0.008 ? (Carte.NonRenseigne, null)
            : (territoire, monde.Carte.Commune(territoire, monde.Alea));
    }

    public static void Habiter(Monde monde, Dossier dossier, int jour, int territoire, string? commune, string type, Retard retard)
    {
        var alea = monde.Alea;
        var faux = commune is not null && territoire < Carte.Territoires && jour >= monde.Parametres.Debut && alea.Chance(0.006);
        var plume = dossier.Fait("DomicileDeclare", jour, retard);
        var errone = alea.Entier(Carte.Territoires);
        if (faux)
        {
            plume.Texte("codeInsee", monde.Carte.Commune(errone, alea));
        }
        else if (commune is not null)
        {
            plume.Texte("codeInsee", commune);
        }

        if (!plume.Texte("typeLogement", commune is null ? "sansDomicile" : type).Fin())
        {
            return;
        }

        var juste = true;
        if (faux)
        {
            juste = dossier.Rectifier(jour + alea.Entre(1, 90), "erreurDeSaisie").Texte("codeInsee", commune).Texte("typeLogement", type).Clore().Fin();
        }

        dossier.Residences.Add((jour, juste ? territoire : errone));
        if (territoire < Carte.Territoires && commune is not null)
        {
            (dossier.Territoire, dossier.Commune) = (territoire, commune);
            dossier.RangSite = Carte.SiteDe(territoire, commune);
            dossier.Site = Carte.Sites(territoire)[dossier.RangSite];
        }
    }

    /// <summary>Moves over a span of years: about one in twelve each year, one in seven of them to another territory or out.</summary>
    public static void Demenager(Monde monde, ReadOnlySpan<Dossier> dossiers, int du, int au)
    {
        var alea = monde.Alea;
        for (var jour = du + (int)alea.Exponentielle(4400); jour < Math.Min(au, monde.Parametres.Fin); jour += 60 + (int)alea.Exponentielle(4400))
        {
            if (alea.Chance(0.05))
            {
                // The days around which stocks are counted.
                jour = Temps.Jour(Temps.Annee(jour), 12, 31) + alea.Entre(-1, 1);
            }

            var tirage = alea.Reel();
            var territoire = tirage < 0.10 ? alea.Entier(Carte.Territoires) : tirage < 0.115 ? Carte.HorsDepartement : dossiers[0].Territoire;
            var commune = territoire == Carte.HorsDepartement ? Carte.Ailleurs(alea) : monde.Carte.Commune(territoire, alea);
            var type = TypeLogement(alea);
            foreach (var dossier in dossiers)
            {
                Habiter(monde, dossier, jour, territoire, commune, type, Retard.Partenaire);
            }
        }
    }

    /// <summary>A couple parts: one leaves the household, makes another, sometimes with somebody else.</summary>
    public static void Separer(Monde monde, Dossier qui, Guid foyer, int jour)
    {
        var fil = new Fil();
        qui.Fait("FoyerQuitte", jour, Retard.Courant, fil).Uuid("foyerId", foyer).Texte("motif", "separation").Fin();
        var nouveau = monde.Foyer(jour, "menage", qui.Site!);
        qui.Fait("FoyerRejoint", jour + 1, Retard.Courant, fil).Uuid("foyerId", nouveau).Texte("role", monde.Alea.Chance(0.5) ? "conjoint" : "autre").Fin();
    }

    public static void Dissoudre(Monde monde, Guid foyer, int jour, string? site) =>
        new Dossier(monde, $"foyer/{foyer:D}", site).Fait("FoyerDissous", Math.Max(jour, monde.Parametres.Debut + 90)).Texte("motif", "separation").Fin();

    public static void Mourir(Dossier dossier, int jour)
    {
        dossier.Fait("PersonneDecedee", jour, Retard.Partenaire).Fin();
        dossier.Horizon = jour;
    }

    /// <summary>Ends the life of a file: closed when nothing happens any more, sometimes opened again, sometimes erased years later.</summary>
    public static void Cloturer(Monde monde, Dossier dossier, int fin)
    {
        var alea = monde.Alea;
        if (dossier.Horizon < 0)
        {
            return;
        }

        // Nobody has a file without having been heard a few times.
        for (var manque = 5 - dossier.Nombre; manque > 0; manque--)
        {
            Accueils.Contact(monde, dossier, Math.Max(monde.Parametres.Debut + 1, dossier.Residences[0].Jour) + alea.Entier(30));
        }

        if (alea.Chance(0.012))
        {
            Doublon(monde, dossier, fin);
        }

        if (alea.Chance(0.05))
        {
            var structure = Structures.Choisir(alea.Choisir<string>(["CCAS", "ML", "PLIE"]), dossier.Territoire, alea);
            var fil = new Fil();
            var jour = alea.Entre(Math.Max(monde.Parametres.Debut, dossier.Residences[0].Jour + 1), Math.Max(monde.Parametres.Debut, fin) + 30);
            dossier.Fait("PartageAccorde", jour, Retard.Courant, fil).Texte("structure", structure).Texte("niveau", alea.Chance(0.3) ? "total" : "limite").Jour("jusquau", jour + 365).Fin();
            dossier.Fait("ConsentementRecueilli", jour, Retard.Courant, fil).Texte("objet", "partageInformations").Oui("accord", alea.Chance(0.95)).Fin();
            if (alea.Chance(0.2))
            {
                dossier.Fait("PartageRetire", jour + alea.Entre(10, 300), Retard.Courant, fil).Texte("structure", structure).Fin();
            }
        }

        if (alea.Chance(0.03))
        {
            dossier.Fait("IdentiteRectifiee", Math.Max(monde.Parametres.Debut + 80, fin - alea.Entre(0, 300))).Debut("identite").Texte("nomUsage", Noms.Famille(alea)).Texte("telephone", Noms.Telephone(alea)).Clore().Fin();
        }

        Compter(monde, dossier);
        if (fin < monde.Parametres.Debut || (dossier.Horizon == int.MaxValue && alea.Chance(0.3)))
        {
            return;
        }

        var clos = fin + alea.Entre(60, 300);
        dossier.Figer();
        if (!dossier.Fait("DossierClos", clos, Retard.Aucun, apresDeces: true).Texte("motif", dossier.Horizon < int.MaxValue ? "deces" : "finAccompagnement").Fin())
        {
            return;
        }

        dossier.Figer();
        if (dossier.Horizon == int.MaxValue && alea.Chance(0.12))
        {
            Revenir(monde, dossier, clos + alea.Entre(60, 900));
        }
        else if (alea.Chance(0.15))
        {
            dossier.Fait("DonneesEffacees", clos + 1100 + alea.Entre(0, 300), Retard.Aucun, apresDeces: true).Texte("regle", "conservation-3-ans").Texte("motif", "echeance").Fin();
        }
    }

    private static void Compter(Monde monde, Dossier dossier)
    {
        if (dossier.Episodes.Count + dossier.Actes.Count > 0)
        {
            monde.Verites.Compter(dossier);
        }
    }

    private static void Revenir(Monde monde, Dossier dossier, int jour)
    {
        if (dossier.Fait("DossierRouvert", jour, Retard.Aucun).Texte("motif", "nouvelleDemande").Fin())
        {
            dossier.Figer();
            Accueils.Passer(monde, dossier, jour + 1);
        }
    }

    /// <summary>The same person entered twice; found out, merged, and for some separated again because it was somebody else.</summary>
    private static void Doublon(Monde monde, Dossier dossier, int fin)
    {
        var alea = monde.Alea;
        var jour = alea.Entre(Math.Max(monde.Parametres.Debut, dossier.Residences[0].Jour) + 1, Math.Max(fin, monde.Parametres.Debut + 20) + 30);
        if (monde.Personnes >= monde.Parametres.Personnes || jour >= monde.Parametres.Fin - 1 || jour > dossier.Horizon || dossier.Commune is null || dossier.Residences[0].Territoire >= Carte.Territoires)
        {
            return;
        }

        var id = alea.Uuid();
        var autre = new Dossier(monde, $"trajectoire/{id:D}", dossier.Site) { Id = id, Territoire = dossier.Territoire, RangSite = dossier.RangSite };
        var fil = new Fil();
        autre.Fait("PersonneInscrite", jour, Retard.Aucun, fil).Texte("sexe", dossier.Femme ? "F" : "M").Mois("naissance", dossier.Naissance)
            .Debut("identite").Texte("nomNaissance", Noms.Famille(alea)).Texte("prenoms", Noms.Prenom(alea, dossier.Femme)).Clore().Fin();
        monde.Compte(autre);
        autre.Ouvert();
        Accueils.Contact(monde, autre, jour);
        Accueils.Contact(monde, autre, jour);
        var decouvert = Temps.Ouvre(jour + 10 + alea.Delai(60));
        fil.Saisi = Math.Max(fil.Saisi, autre.DernierSaisi);
        if (dossier.Fait("DossiersFusionnes", decouvert, Retard.Aucun, fil).Uuid("absorbe", id).Fin() && alea.Chance(0.15))
        {
            dossier.Fait("DossiersSepares", decouvert + alea.Entre(2, 40), Retard.Aucun, fil).Uuid("absorbe", id).Fin();
        }
    }
}
