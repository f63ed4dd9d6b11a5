namespace Accompagnement.Simulation;

/// <summary>What every case shares: the seed's draws, the map, the staff, the structures, and where events are written.</summary>
internal sealed class Monde : IDisposable
{
    private int cas;
    private int numero;

    public Monde(Parametres parametres, double echelle, Triage triage)
    {
        Parametres = parametres;
        Echelle = echelle;
        Plume = new Plume(triage, $"/simulation/{parametres.Graine}");
        Personnel = new Personnel(Carte, parametres, echelle);
        Structures = new Structures(this);
        Verites = new Verites(parametres);
        FinSaisie = parametres.Fin * Temps.MinutesParJour;
    }

    public Parametres Parametres { get; }

    /// <summary>The size of the simulated département, 1 for the real one.</summary>
    public double Echelle { get; }

    public Carte Carte { get; } = new();

    public Personnel Personnel { get; }

    public Structures Structures { get; }

    public Verites Verites { get; }

    public Plume Plume { get; }

    /// <summary>The draws of the current case.</summary>
    public Alea Alea { get; } = new(0);

    public int FinSaisie { get; }

    /// <summary>When the files that were open before the first day are recorded: a batch a night over the first weeks.</summary>
    public int Reprise { get; private set; }

    public int Personnes { get; private set; }

    public int Refus { get; private set; }

    /// <summary>Starts a case: a household, a child, a person, with draws of its own. Branch 0 is that of agents and structures.</summary>
    public void OuvrirCas(ulong branche)
    {
        Alea.Semer(Parametres.Graine, branche, (ulong)cas);
        cas++;
        Reprise = branche == 0 ? Parametres.Debut * Temps.MinutesParJour + 7 * 60 : (Parametres.Debut + Alea.Entier(70)) * Temps.MinutesParJour + 20 * 60;
        numero = 0;
    }

    /// <summary>What the identifiers of the events of a new stream start with.</summary>
    public string NouveauPrefixe() => $"{cas}-{numero++}-";

    /// <summary>Registers a person, with the residence the file starts with.</summary>
    public Dossier Inscrire(int jour, int naissance, bool femme, int territoire, string nom, string? commune, string? typeLogement = null)
    {
        var id = Alea.Uuid();

        // Somebody from elsewhere, or from nowhere, is received by some site all the same.
        var suivi = territoire < Carte.Territoires ? territoire : Alea.Entier(Carte.Territoires);
        var rang = commune is null || territoire >= Carte.Territoires ? 0 : Carte.SiteDe(territoire, commune);
        var site = Carte.Sites(suivi)[rang];
        var dossier = new Dossier(this, $"trajectoire/{id:D}", site)
        {
            Id = id,
            Naissance = naissance,
            Femme = femme,
            Territoire = suivi,
            Commune = commune,
            RangSite = rang,
        };
        jour = Math.Max(jour, Temps.Jour(naissance / 12, naissance % 12 + 1, 1));
        var jourNaissance = Alea.Entre(1, 28);
        var identite = dossier.Fait("PersonneInscrite", jour, Retard.Aucun).Texte("sexe", Alea.Chance(0.002) ? "X" : femme ? "F" : "M").Mois("naissance", naissance)
            .Debut("identite").Texte("nomNaissance", nom).Texte("prenoms", Noms.Prenom(Alea, femme))
            .Texte("dateNaissance", $"{naissance / 12:0000}-{naissance % 12 + 1:00}-{jourNaissance:00}");
        if (dossier.AgeLe(jour) >= 16)
        {
            identite.Texte("telephone", Noms.Telephone(Alea));
        }

        if (!identite.Clore().Fin())
        {
            dossier.Horizon = -1;
            return dossier;
        }

        Compte(dossier);
        dossier.Ouvert();
        Vie.Habiter(this, dossier, jour, territoire, commune, typeLogement ?? Vie.TypeLogement(Alea), Retard.Aucun);
        if (Parametres.Refus > 0)
        {
            Refus += LignesRefusees.Ecrire(this, dossier);
        }

        return dossier;
    }

    /// <summary>Counts a person's file that was just opened.</summary>
    public void Compte(Dossier dossier) => Personnes += dossier.DernierId.Length > 0 ? 1 : 0;

    public Guid Foyer(int jour, string type, string site)
    {
        var id = Alea.Uuid();
        var foyer = new Dossier(this, $"foyer/{id:D}", site);
        foyer.Fait("FoyerConstitue", jour, Retard.Aucun).Texte("type", type).Fin();
        return id;
    }

    public static void Rejoindre(Dossier dossier, int jour, Guid foyer, string role) =>
        dossier.Fait("FoyerRejoint", jour, Retard.Aucun).Uuid("foyerId", foyer).Texte("role", role).Fin();

    /// <summary>Who records a fact of a file on a day: somebody of its site.</summary>
    public string? Auteur(Dossier dossier, int jour)
    {
        if (dossier.Territoire >= Carte.Territoires)
        {
            return null;
        }

        var poste = Personnel.Choisir(dossier.Territoire, dossier.RangSite, Alea.Chance(0.7) ? Service.Social : Service.Ase, Alea);
        return poste.Titulaires[poste.RangLe(jour)].Code;
    }

    public void Dispose() => Plume.Dispose();
}
