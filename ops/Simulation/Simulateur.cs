namespace Accompagnement.Simulation;

/// <summary>What a simulation made.</summary>
/// <param name="Evenements">Lines written, refused ones included.</param>
/// <param name="Personnes">Files of persons.</param>
/// <param name="Refus">Lines that an import must refuse.</param>
public sealed record Bilan(long Evenements, int Personnes, int Refus);

/// <summary>
/// Makes a département: every case of every part of its activity is written from draws of its own, queues decide who waits, and the
/// events come out in the order in which they were recorded.
/// </summary>
public sealed class Simulateur(Parametres parametres)
{
    // What is kept for those who only come to the reception, and makes the number of persons exact.
    private const double PartDesVolets = 0.95;

    // Calls a year in the real département, and the share whose caller is not named (contract/events.md: registers).
    private const double ContactsSansNomParAn = 695_000 * 0.5;

    private Verites? verites;

    /// <summary>Called with the phase, how much of it is done (0–1) and the events so far.</summary>
    public Action<string, double, long>? Avancement { get; init; }

    /// <summary>The size of the simulated département, 1 for the real one.</summary>
    internal double Taille => Echelle();

    /// <summary>The first year, from which the populations hold.</summary>
    internal int Premiere => parametres.Depuis.Year;

    /// <summary>The reference populations of the simulated département: the real ones at its size.</summary>
    internal IEnumerable<(string Population, string Territoire, int Valeur)> Populations()
    {
        var (carte, echelle) = (new Carte(), Echelle());
        return Simulation.Populations.Noms.SelectMany(nom => Enumerable.Range(0, Carte.Territoires).Select(t =>
            (nom, Carte.Libelles[t], (int)Math.Round(Simulation.Populations.De(nom, t, carte) * echelle * parametres.PoidsDuTerritoire(t)))));
    }

    internal Verites Verites => verites ?? throw new InvalidOperationException("Nothing was simulated yet.");

    /// <summary>Writes all the events, one per line, in the order of recording.</summary>
    /// <param name="sortie">Receives NDJSON.</param>
    /// <param name="verites">Receives the true answers, as JSON.</param>
    /// <param name="ct">Stops the simulation.</param>
    public Bilan Ecrire(Stream sortie, Stream? verites, CancellationToken ct)
    {
        using var triage = new Triage(parametres.Debut, parametres.Fin);
        var echelle = Echelle();
        using var monde = new Monde(parametres, echelle, triage);
        this.verites = monde.Verites;
        monde.OuvrirCas(0);
        monde.Personnel.Ecrire(monde, new Alea(parametres.Graine, 902));
        monde.Structures.Ecrire();
        for (var t = 0; t < Carte.Territoires; t++)
        {
            foreach (var volet in Volets.Attentes(t))
            {
                Vivre(monde, volet, triage, ct);
            }

            foreach (var volet in Volets.Courants(t))
            {
                Vivre(monde, volet, triage, ct);
            }

            Registres(monde, t, ct);
        }

        Accueillir(monde, ct);
        var ecrits = 0L;
        triage.Ecrire(sortie, n => Avancement?.Invoke("tri et écriture", (ecrits += n) / (double)triage.Nombre, ecrits), ct);
        if (verites is not null)
        {
            monde.Verites.Ecrire(verites, triage.Nombre, monde.Personnes, monde.Refus, echelle);
        }

        return new Bilan(triage.Nombre, monde.Personnes, monde.Refus);
    }

    /// <summary>The size of the département whose activity opens as many files as asked for.</summary>
    private double Echelle()
    {
        var total = 0.0;
        for (var t = 0; t < Carte.Territoires; t++)
        {
            foreach (var volet in Volets.Attentes(t))
            {
                var places = volet.Places(parametres.Depuis.Year);
                var annees = Annees().Sum(a => (volet.Places(a) / volet.DureeJours * 365 + volet.Places(a + 1) - volet.Places(a)) * (1 + volet.Exces));
                total += parametres.Poids(volet.Nom, t) * volet.Personnes * (places * (1 + volet.AttenteJours / volet.DureeJours) + annees);
            }

            foreach (var volet in Volets.Courants(t))
            {
                // Children of the PMI are opened by what comes first, up to four years before their review.
                total += parametres.Poids(volet.Nom, t) * volet.Personnes * (volet.Initiaux + Annees().Sum(volet.ParAn));
            }
        }

        return PartDesVolets * parametres.Personnes / total;

        IEnumerable<double> Annees()
        {
            var fin = (parametres.Fin - parametres.Debut) / 365.25;
            for (var a = 0.0; a < fin; a += 1)
            {
                yield return parametres.Depuis.Year + a + 0.5;
            }
        }
    }

    private void Vivre(Monde monde, VoletAttente volet, Triage triage, CancellationToken ct)
    {
        var poids = parametres.Poids(volet.Nom, volet.Territoire) * monde.Echelle;
        var alea = new Alea(parametres.Graine, 800 + (ulong)volet.Territoire, (ulong)volet.Nom[0] * 131 + volet.Nom[1] * 31UL + volet.Nom[^1]);
        var places = new FileAttente(volet.DureeJours, volet.AttenteJours, volet.Exces)
            .Vivre(jour => volet.Places(Decimale(jour)) * poids, _ => 1, parametres.Debut, parametres.Fin, alea);
        foreach (var place in places)
        {
            Signaler(monde, triage, ct);
            monde.OuvrirCas(1);
            volet.Cas(monde, place);
        }
    }

    private void Vivre(Monde monde, Volet volet, Triage triage, CancellationToken ct)
    {
        var poids = parametres.Poids(volet.Nom, volet.Territoire) * monde.Echelle;
        var alea = new Alea(parametres.Graine, 700 + (ulong)volet.Territoire, (ulong)volet.Nom[0] * 131 + volet.Nom[1]);
        for (var n = (int)Math.Floor(volet.Initiaux * poids + alea.Reel()); n > 0; n--)
        {
            Signaler(monde, triage, ct);
            monde.OuvrirCas(2);
            volet.Cas(monde, parametres.Debut, true);
        }

        // Children are followed before their review at four: those of the coming years are already there.
        var fin = volet.Nom == "PMI" ? parametres.Fin + 4 * 365 : parametres.Fin;
        var reste = alea.Reel();
        for (var mois = parametres.Depuis; mois.DayNumber < fin; mois = mois.AddMonths(1))
        {
            var jours = DateTime.DaysInMonth(mois.Year, mois.Month);
            for (reste += volet.ParAn(mois.Year + (mois.Month - 0.5) / 12) / 12 * volet.Saison[mois.Month - 1] * poids; reste >= 1; reste--)
            {
                Signaler(monde, triage, ct);
                monde.OuvrirCas(3);
                volet.Cas(monde, Temps.Ouvre(mois.DayNumber + alea.Entier(jours - 2)), false);
            }
        }
    }

    private void Registres(Monde monde, int territoire, CancellationToken ct)
    {
        var sites = Carte.Sites(territoire);
        var parMois = ContactsSansNomParAn / 12 * monde.Echelle * monde.Carte.PopulationDe(territoire) / monde.Carte.Population / sites.Length;
        for (var s = 0; s < sites.Length; s++)
        {
            monde.OuvrirCas(4);
            for (var mois = parametres.Depuis; mois.DayNumber < parametres.Fin; mois = mois.AddMonths(1))
            {
                ct.ThrowIfCancellationRequested();
                Accueils.Registre(monde, sites[s], mois.DayNumber, (int)(parMois * (mois.Month == 8 ? 0.7 : 1.027) + monde.Alea.Reel()));
            }
        }
    }

    /// <summary>People who only come to the reception, until the number of files is reached.</summary>
    private void Accueillir(Monde monde, CancellationToken ct)
    {
        while (monde.Personnes < parametres.Personnes)
        {
            ct.ThrowIfCancellationRequested();
            monde.OuvrirCas(5);
            var alea = monde.Alea;
            var territoire = alea.Entier(Carte.Territoires);
            var jour = Temps.Ouvre(alea.Entre(parametres.Debut, parametres.Fin - 4));
            var (residence, commune) = Vie.Residence(monde, territoire);
            var dossier = monde.Inscrire(jour, Rsa.Mois(jour, alea.Entre(18, 80) * 12), alea.Chance(0.6), residence, Noms.Famille(alea), commune);
            Accueils.Passer(monde, dossier, jour);
            Vie.Cloturer(monde, dossier, jour + 30);
        }
    }

    private void Signaler(Monde monde, Triage triage, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Avancement?.Invoke("simulation", Math.Min(1, monde.Personnes / (double)parametres.Personnes), triage.Nombre);
    }

    private static double Decimale(int jour) => Temps.Date(jour) is var d ? d.Year + (d.DayOfYear - 1) / 365.0 : 0;
}
