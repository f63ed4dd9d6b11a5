using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Projections.Faits;

/// <summary>What all the facts of a person depend on: who, born when, living where, how dependent. As known on one day.</summary>
public sealed class Contexte
{
    private readonly List<(int Jour, short Commune)> residences = [];
    private readonly List<(int Jour, int Gir)> girs = [];

    /// <summary>The person, after merges.</summary>
    public Guid Personne { get; private set; }

    public Mois? Naissance { get; private set; }

    public byte Sexe { get; private set; }

    public short? NaissanceStockee => Naissance is { } mois ? EnStock(mois) : null;

    /// <summary>Months of birth are stored as a distance from January 1850.</summary>
    public static short EnStock(Mois mois) => (short)(mois.Rang - new Mois(1850, 1).Rang);

    public static bool Concerne(IEvenement evenement) => evenement is PersonneInscrite or DomicileDeclare or GirEvalue;

    public void Reprendre(Guid personne)
    {
        Personne = personne;
        Naissance = null;
        Sexe = 0;
        residences.Clear();
        girs.Clear();
    }

    /// <summary>Takes in a fact that <see cref="Concerne"/> says it depends on.</summary>
    public void Apprendre(Fait fait)
    {
        switch (fait.Evenement)
        {
            // The file that absorbed the other one speaks first.
            case PersonneInscrite e when Naissance is null || fait.Sujet.Flux == Personne:
                Naissance = e.Naissance;
                Sexe = (byte)(e.Sexe + 1);
                break;
            case DomicileDeclare e:
                Inserer(residences, fait.Jour.DayNumber, Territoires.PasDeCalais.Numero(e.CodeInsee));
                break;
            case GirEvalue e:
                Inserer(girs, fait.Jour.DayNumber, e.Gir);
                break;
            default:
                break;
        }
    }

    /// <summary>The commune of residence on a day: the latest declared up to it.</summary>
    public short CommuneLe(int jour) => DernierLe(residences, jour) is { } i ? residences[i].Commune : Territoires.NonRenseigne;

    /// <summary>Adds an act, where the person lives on its day.</summary>
    public Ligne ActeDe(Nature nature, short type, Fait fait, Guid objet, Guid? foyer = null, int? valeur = null, string? agent = null, string? structure = null)
    {
        var jour = fait.Jour.DayNumber;
        return new(nature, type, jour, Ligne.Acte, Personne, objet, foyer, CommuneLe(jour), NaissanceStockee, Sexe, true, true, valeur, agent, structure);
    }

    /// <summary>
    /// Adds the rows of an episode: one per stretch in which the residence (and the GIR, when asked for) does not change.
    /// Nothing when it ends no later than it starts: it was never in progress.
    /// </summary>
    public void Episode(List<Ligne> lignes, Ligne modele, bool parGir = false)
    {
        if (modele.Au <= modele.Du)
        {
            return;
        }

        var du = modele.Du;
        while (du < modele.Au)
        {
            var au = Math.Min(modele.Au, Math.Min(ProchainApres(residences, du), parGir ? ProchainApres(girs, du) : Ligne.SansFin));
            lignes.Add(modele with
            {
                Du = du,
                Au = au,
                Flux = Personne,
                Commune = CommuneLe(du),
                Naissance = NaissanceStockee,
                Sexe = Sexe,
                Debut = modele.Debut && du == modele.Du,
                Fin = modele.Fin && au == modele.Au,
                Valeur = parGir ? (DernierLe(girs, du) is { } i ? girs[i].Gir : null) : modele.Valeur,
            });
            du = au;
        }
    }

    /// <summary>
    /// Adds the rows of an episode that is also cut on some days, because something else about it changes then.
    /// </summary>
    /// <param name="lignes">Receives the rows.</param>
    /// <param name="modele">The episode as a whole.</param>
    /// <param name="coupes">The days of change, in any order; those outside the episode do not matter.</param>
    /// <param name="etat">Gives a row what holds on its first day.</param>
    public void EpisodeCoupe(List<Ligne> lignes, Ligne modele, IEnumerable<int> coupes, Func<Ligne, Ligne> etat)
    {
        var du = modele.Du;
        foreach (var coupe in coupes.Where(c => c > modele.Du && c < modele.Au).Distinct().Order())
        {
            Episode(lignes, etat(modele with { Du = du, Au = coupe, Debut = modele.Debut && du == modele.Du, Fin = false }));
            du = coupe;
        }

        Episode(lignes, etat(modele with { Du = du, Debut = modele.Debut && du == modele.Du }));
    }

    /// <summary>
    /// Adds a delay: one row that bears the residence of the day it opens, and is kept even when it closes on that day. What
    /// closes before it opens (facts recorded with such dates) has lasted no day.
    /// </summary>
    /// <param name="lignes">Receives the row.</param>
    /// <param name="modele">What is delayed: nature, type, object, service; its first day.</param>
    /// <param name="fin">The day it was closed or abandoned, and which; null while it lasts.</param>
    public void Delai(List<Ligne> lignes, Ligne modele, (int Jour, Issue Issue)? fin) =>
        lignes.Add(modele with
        {
            Au = fin is { } f ? Math.Max(f.Jour, modele.Du) : Ligne.SansFin,
            Flux = Personne,
            Commune = CommuneLe(modele.Du),
            Naissance = NaissanceStockee,
            Sexe = Sexe,
            Fin = fin is not null,
            Valeur = (int)(fin?.Issue ?? Issue.EnCours),
        });

    private static int? DernierLe<T>(List<(int Jour, T Valeur)> suite, int jour)
    {
        for (var i = suite.Count - 1; i >= 0; i--)
        {
            if (suite[i].Jour <= jour)
            {
                return i;
            }
        }

        return null;
    }

    private static int ProchainApres<T>(List<(int Jour, T Valeur)> suite, int jour)
    {
        foreach (var (debut, _) in suite)
        {
            if (debut > jour)
            {
                return debut;
            }
        }

        return Ligne.SansFin;
    }

    /// <summary>Keeps the order of days; on the same day what is recorded later comes later, and wins.</summary>
    private static void Inserer<T>(List<(int Jour, T Valeur)> suite, int jour, T valeur)
    {
        var i = suite.Count;
        while (i > 0 && suite[i - 1].Jour > jour)
        {
            i--;
        }

        suite.Insert(i, (jour, valeur));
    }
}
