namespace Accompagnement.Simulation;

/// <summary>How long after the fact it is recorded.</summary>
internal enum Retard
{
    /// <summary>The same day.</summary>
    Aucun,

    /// <summary>Most often the same day, sometimes weeks later: paper, home visits, partners.</summary>
    Courant,

    /// <summary>Known late more often than not: moves, deaths, what partners report.</summary>
    Partenaire,
}

/// <summary>Facts that only make sense one after the other: each is recorded no earlier than the one before.</summary>
internal sealed class Fil
{
    public int Saisi { get; set; }
}

/// <summary>
/// One stream being written: a person's, or any other. Facts may be given in any order of dates; those that would be refused, because
/// the person is dead or because they are not recorded yet when the simulation ends, are not written.
/// </summary>
internal sealed class Dossier(Monde monde, string sujet, string? site)
{
    private readonly string prefixe = monde.NouveauPrefixe();
    private int plancher;
    private int plafond;
    private int numero;

    public Guid Id { get; init; }

    /// <summary>Month of birth, in months since year 0.</summary>
    public int Naissance { get; init; }

    public bool Femme { get; init; }

    public int Territoire { get; set; }

    public string? Commune { get; set; }

    public int RangSite { get; set; }

    public string? Site { get; set; } = site;

    /// <summary>The day of death; nothing happens after it but what closes.</summary>
    public int Horizon { get; set; } = int.MaxValue;

    /// <summary>How many events were written.</summary>
    public int Nombre { get; private set; }

    /// <summary>The identifier of the latest event written.</summary>
    public string DernierId { get; private set; } = "";

    /// <summary>When the latest event written was recorded, in minutes.</summary>
    public int DernierSaisi { get; private set; }

    /// <summary>Residences in the order of dates, for the true answers: day, territory.</summary>
    public List<(int Jour, int Territoire)> Residences { get; } = [];

    public List<Episode> Episodes { get; } = [];

    public List<Acte> Actes { get; } = [];

    public int AgeLe(int jour) => (Temps.Date(jour) is var d ? d.Year * 12 + d.Month - 1 - Naissance : 0) / 12;

    /// <summary>Starts a fact of a day. What happened before the first day comes with the recovery of earlier files.</summary>
    public Plume Fait(string type, int jour, Retard retard = Retard.Courant, Fil? fil = null, string? canal = null, bool apresDeces = false)
    {
        var alea = monde.Alea;
        if (Naissance > 0)
        {
            jour = Math.Max(jour, Temps.Jour(Naissance / 12, Naissance % 12 + 1, 1));
        }

        var survenu = jour * Temps.MinutesParJour + alea.Entre(8 * 60, 17 * 60);
        var saisi = jour < monde.Parametres.Debut ? monde.Reprise : survenu + Attendre(retard, alea);
        saisi = Math.Max(Math.Max(saisi, plancher), fil?.Saisi ?? 0);
        var id = $"{prefixe}{++numero}";
        if (saisi >= monde.FinSaisie || (jour > Horizon && !apresDeces))
        {
            if (fil is not null)
            {
                fil.Saisi = saisi;
            }

            return monde.Plume.Muette();
        }

        if (fil is not null)
        {
            fil.Saisi = saisi;
        }

        Nombre++;
        DernierId = id;
        DernierSaisi = saisi;
        plafond = Math.Max(plafond, saisi);
        var reprise = saisi == monde.Reprise;
        return monde.Plume.Ouvrir(
            id, type, sujet, Math.Min(survenu, saisi), saisi, reprise ? "REPRISE" : monde.Auteur(this, jour), reprise ? null : Site, reprise ? "import" : canal ?? Canal(alea));
    }

    /// <summary>From now on, nothing is recorded before what was recorded so far.</summary>
    public void Figer() => plancher = Math.Max(plancher, plafond + 1);

    /// <summary>Nothing is recorded before the latest event.</summary>
    public void Ouvert() => plancher = DernierSaisi;

    /// <summary>A correction of the latest event: it never happened.</summary>
    public void Annuler(int jour, string motif)
    {
        var (vise, saisi) = (DernierId, DernierSaisi);
        Fait("EvenementAnnule", jour, Retard.Aucun, new Fil { Saisi = saisi + 1 }).Texte("evenementId", vise).Texte("motif", motif).Fin();
    }

    /// <summary>A correction of the latest event; the caller writes the new data, then closes it and ends the event.</summary>
    public Plume Rectifier(int jour, string motif)
    {
        var (vise, saisi) = (DernierId, DernierSaisi);
        return Fait("EvenementRectifie", jour, Retard.Aucun, new Fil { Saisi = saisi + 1 }).Texte("evenementId", vise).Texte("motif", motif).Debut("donnees");
    }

    public override string ToString() => sujet;

    private static int Attendre(Retard retard, Alea alea)
    {
        if (retard == Retard.Aucun)
        {
            return alea.Entre(1, 40);
        }

        var tirage = alea.Reel() * (retard == Retard.Partenaire ? 0.6 : 1);
        return tirage switch
        {
            < 0.02 => alea.Entre(60, 300) * Temps.MinutesParJour,
            < 0.07 => alea.Entre(8, 60) * Temps.MinutesParJour,
            < 0.22 => alea.Entre(1, 7) * Temps.MinutesParJour,
            _ => alea.Entre(1, 90),
        };
    }

    private static string Canal(Alea alea) => alea.Reel() switch
    {
        < 0.45 => "guichet",
        < 0.65 => "telephone",
        < 0.8 => "papier",
        < 0.92 => "numerique",
        _ => "courrier",
    };
}
