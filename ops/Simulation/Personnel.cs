namespace Accompagnement.Simulation;

/// <summary>The services in which agents work.</summary>
internal enum Service
{
    Social,
    Ase,
    Logement,
    Autonomie,
}

/// <summary>An agent in a post, from a day to the day of departure.</summary>
internal readonly record struct Titulaire(string Code, int Du, int Au);

/// <summary>One post and those who held it, one after the other; a gap between two is a vacancy.</summary>
internal sealed record Poste(string Site, Service Service, Titulaire[] Titulaires)
{
    /// <summary>The holder on a day, or the next one when the post is vacant.</summary>
    public int RangLe(int jour)
    {
        for (var i = 0; i < Titulaires.Length - 1; i++)
        {
            if (jour < Titulaires[i].Au)
            {
                return i;
            }
        }

        return Titulaires.Length - 1;
    }
}

/// <summary>The agents of the sites: enough posts for the files to follow, holders who come, are absent and leave.</summary>
internal sealed class Personnel
{
    /// <summary>The référente whose desk the demonstration opens: MDS of Béthune.</summary>
    public const string AgentDeDemonstration = "AGT-0001";

    public const string SiteDeDemonstration = "ARTOIS-BETHUNE";

    /// <summary>Its territory, whose first site it is.</summary>
    public const int TerritoireDeDemonstration = 1;

    private static readonly string[] Metiers = ["assistantSocial", "educateurSpecialise", "conseillerLogement", "evaluateurAutonomie"];

    // How many posts a full-size territory of average size has, by service: people followed ÷ people per post.
    private static readonly double[] PostesPleineTaille = [90, 60, 14, 70];

    private readonly Poste[][][] postes;

    public Personnel(Carte carte, Parametres parametres, double echelle)
    {
        var alea = new Alea(parametres.Graine, 901);
        var numero = 1;
        postes = new Poste[Carte.Territoires][][];
        for (var t = 0; t < Carte.Territoires; t++)
        {
            var sites = Carte.Sites(t);
            var poids = carte.PopulationDe(t) * Carte.Territoires / (double)carte.Population;
            postes[t] = new Poste[sites.Length * 4][];
            for (var s = 0; s < sites.Length; s++)
            {
                for (var service = 0; service < 4; service++)
                {
                    var nombre = Math.Max(s == 0 ? 2 : 1, (int)(echelle * PostesPleineTaille[service] * poids * (s == 0 ? 2 : 1) / (sites.Length + 1)));
                    postes[t][s * 4 + service] = new Poste[nombre];
                    for (var p = 0; p < nombre; p++)
                    {
                        postes[t][s * 4 + service][p] = sites[s] == SiteDeDemonstration && service == 0 && p == 0
                            ? new Poste(sites[s], Service.Social, [new($"AGT-{++numero:0000}", 0, Temps.Jour(2019, 6, 28)), new(AgentDeDemonstration, Temps.Jour(2019, 9, 2), int.MaxValue)])
                            : Creer(sites[s], (Service)service, parametres, ref numero, alea);
                    }
                }
            }
        }
    }

    public IEnumerable<Poste> Tous => postes.SelectMany(t => t).SelectMany(p => p);

    /// <summary>A post of a site; the first one more often, so that caseloads differ.</summary>
    public Poste Choisir(int territoire, int site, Service service, Alea alea)
    {
        var choix = postes[territoire][site * 4 + (int)service];
        return alea.Chance(0.35) ? choix[0] : choix[alea.Entier(choix.Length)];
    }

    public Poste Premier(int territoire, int site, Service service) => postes[territoire][site * 4 + (int)service][0];

    /// <summary>Writes the streams of all agents.</summary>
    public void Ecrire(Monde monde, Alea alea)
    {
        foreach (var poste in Tous)
        {
            for (var i = 0; i < poste.Titulaires.Length; i++)
            {
                Ecrire(monde, poste, poste.Titulaires[i], dernier: i == poste.Titulaires.Length - 1, alea);
            }
        }
    }

    private static void Ecrire(Monde monde, Poste poste, Titulaire titulaire, bool dernier, Alea alea)
    {
        var flux = new Dossier(monde, $"agent/{titulaire.Code}", poste.Site);
        var femme = alea.Chance(0.8);
        var demonstration = titulaire.Code == AgentDeDemonstration;
        var debut = Math.Max(titulaire.Du, monde.Parametres.Debut - 400 + alea.Entier(300));
        flux.Fait("AgentEnregistre", debut, Retard.Aucun).Texte("metier", Metiers[(int)poste.Service]).Texte("site", poste.Site)
            .Decimal("etp", demonstration ? 1m : alea.Choisir<decimal>([1m, 1m, 1m, 0.8m, 0.8m, 0.5m])).Texte("service", Nom(poste.Service))
            .Debut("identite").Texte("nomNaissance", demonstration ? "Delattre" : Noms.Famille(alea))
            .Texte("prenoms", demonstration ? "Claire" : Noms.Prenom(alea, femme)).Texte("telephone", Noms.Telephone(alea)).Clore().Fin();
        flux.Ouvert();
        if (poste.Service == Service.Ase && alea.Chance(0.2))
        {
            flux.Fait("AgrementReferent", debut + 30, Retard.Aucun).Oui("delivre", true).Fin();
        }

        var depart = Math.Min(titulaire.Au, monde.Parametres.Fin + 400);
        for (var jour = debut + alea.Entre(60, 500); jour < depart - 60; jour += alea.Entre(150, 900))
        {
            if (alea.Chance(0.15))
            {
                flux.Fait("AffectationModifiee", Temps.Ouvre(jour), Retard.Aucun).Texte("site", poste.Site)
                    .Decimal("etp", alea.Choisir<decimal>([1m, 0.9m, 0.8m, 0.5m])).Texte("service", Nom(poste.Service)).Fin();
                continue;
            }

            var retour = jour + Math.Min(alea.Delai(25, 1), depart - 20 - jour);
            if (demonstration && retour >= monde.Parametres.Fin - 30)
            {
                continue;
            }

            flux.Fait("AbsenceDebutee", Temps.Ouvre(jour), Retard.Aucun).Texte("motif", alea.Choisir<string>(["maladie", "formation", "maternite", "conge"])).Jour("jusquau", retour + 2).Fin();
            flux.Fait("AbsenceTerminee", Temps.Ouvre(retour + 3), Retard.Aucun).Fin();
            jour = retour;
        }

        if (!dernier)
        {
            flux.Fait("AgentParti", titulaire.Au, Retard.Aucun).Fin();
        }
    }

    public static string Nom(Service service) => service switch
    {
        Service.Social => "social",
        Service.Ase => "ase",
        Service.Logement => "logement",
        _ => "autonomie",
    };

    private static Poste Creer(string site, Service service, Parametres parametres, ref int numero, Alea alea)
    {
        var titulaires = new List<Titulaire>();
        var du = 0;
        var jour = parametres.Debut;
        while (true)
        {
            jour += 300 + (int)alea.Exponentielle(1900);
            if (jour >= parametres.Fin - 5)
            {
                titulaires.Add(new Titulaire($"AGT-{++numero:0000}", du, int.MaxValue));
                return new Poste(site, service, [.. titulaires]);
            }

            titulaires.Add(new Titulaire($"AGT-{++numero:0000}", du, Temps.Ouvre(jour)));
            du = Temps.Ouvre(jour + 7 + alea.Delai(50));
            jour = du;
        }
    }
}
