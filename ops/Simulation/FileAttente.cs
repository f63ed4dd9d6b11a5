namespace Accompagnement.Simulation;

/// <summary>What becomes of a decision that must wait for a place. <see cref="Demarree"/> is null when it was given up, or still waits.</summary>
internal readonly record struct Place(int Decidee, int? Demarree, int Finie, bool Abandonnee);

/// <summary>
/// Places are limited, decisions are a little more than the places that come free, and families do not wait for ever: the wait
/// comes out of that, as in the services. First decided, first served. Those who decide see the list: the longer it is, the more
/// they turn to another measure, so that a small département's does not wander for years.
/// </summary>
/// <param name="dureeJours">How long a measure lasts on average.</param>
/// <param name="attenteJours">How long one waits when it is calm: with the excess, it sets how many give up.</param>
/// <param name="exces">By how much decisions exceed places that come free.</param>
internal sealed class FileAttente(double dureeJours, double attenteJours, double exces)
{
    /// <summary>Lives the queue day by day.</summary>
    /// <param name="capacite">The places on a day.</param>
    /// <param name="saison">The weight of a month (0–11) in the year: 1 on average.</param>
    /// <param name="debut">The first day; measures in progress and decisions waiting on that day are made up.</param>
    /// <param name="fin">The day after the last.</param>
    /// <param name="alea">Draws durations and patience.</param>
    /// <returns>Every decision, in order of decision.</returns>
    public List<Place> Vivre(Func<int, double> capacite, Func<int, double> saison, int debut, int fin, Alea alea)
    {
        var places = new List<Place>();
        var fins = new PriorityQueue<int, int>();
        var attente = new List<(int Rang, int Patience)>();
        var reste = 0.5;
        Amorcer(capacite(debut), debut, places, fins, attente, alea);
        for (var jour = debut; jour < fin; jour++)
        {
            while (fins.TryPeek(out _, out var libere) && libere <= jour)
            {
                fins.Dequeue();
            }

            var besoin = capacite(jour);
            var habituelle = besoin / dureeJours * attenteJours;
            var recours = Math.Clamp(1 + (habituelle - attente.Count) / Math.Max(3, habituelle), 0.3, 1.7);
            var entrees = Math.Max(0, (besoin / dureeJours + (capacite(jour + 1) - besoin)) * (recours + exces));
            for (reste += entrees * saison(Temps.Date(jour).Month - 1); reste >= 1; reste--)
            {
                attente.Add((places.Count, jour + Patience(alea)));
                places.Add(new Place(jour, null, fin, false));
            }

            Renoncer(places, attente, jour);
            while (attente.Count > 0 && fins.Count < Math.Round(besoin))
            {
                var rang = attente[0].Rang;
                attente.RemoveAt(0);
                var fini = jour + Duree(alea);
                places[rang] = places[rang] with { Demarree = jour, Finie = fini };
                fins.Enqueue(rang, fini);
            }
        }

        return places;
    }

    private void Amorcer(double capacite, int debut, List<Place> places, PriorityQueue<int, int> fins, List<(int Rang, int Patience)> attente, Alea alea)
    {
        for (var i = 0; i < Math.Round(capacite); i++)
        {
            var commence = debut - 1 - (int)Math.Min(alea.Exponentielle(dureeJours), 900);
            var fini = debut + Duree(alea);
            fins.Enqueue(places.Count, fini);
            places.Add(new Place(commence - (int)(attenteJours * (0.5 + alea.Reel())), commence, fini, false));
        }

        var enAttente = (int)Math.Round(capacite / dureeJours * attenteJours);
        for (var i = 0; i < enAttente; i++)
        {
            var decidee = debut - 1 - (int)(attenteJours * (enAttente - i) / enAttente);
            attente.Add((places.Count, debut + Patience(alea)));
            places.Add(new Place(decidee, null, int.MaxValue, false));
        }
    }

    private static void Renoncer(List<Place> places, List<(int Rang, int Patience)> attente, int jour)
    {
        for (var i = attente.Count - 1; i >= 0; i--)
        {
            if (attente[i].Patience <= jour)
            {
                var rang = attente[i].Rang;
                places[rang] = places[rang] with { Finie = jour, Abandonnee = true };
                attente.RemoveAt(i);
            }
        }
    }

    private int Duree(Alea alea) => 1 + (int)alea.Exponentielle(dureeJours - 1);

    private int Patience(Alea alea) => 3 + (int)alea.Exponentielle(attenteJours / exces);
}
