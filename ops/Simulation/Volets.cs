namespace Accompagnement.Simulation;

/// <summary>One part of the département's activity: how many cases of a kind come, when, and what a case is.</summary>
/// <param name="Nom">For the demonstration's weights.</param>
/// <param name="Personnes">Files that a case opens, on average.</param>
/// <param name="Initiaux">Cases in progress on the first day, at full size.</param>
/// <param name="ParAn">Cases a year around a date in years, at full size.</param>
/// <param name="Saison">Weight of each month, 1 on average.</param>
/// <param name="Cas">Writes a case, given the day it starts and whether it is one of the initial ones.</param>
internal sealed record Volet(string Nom, int Territoire, double Personnes, double Initiaux, Func<double, double> ParAn, double[] Saison, Action<Monde, int, bool> Cas);

/// <summary>Measures behind a queue: the places they have and the waits that the schemas report.</summary>
internal sealed record VoletAttente(string Nom, int Territoire, double Personnes, Func<double, double> Places, double DureeJours, double AttenteJours, double Exces, Action<Monde, Place> Cas);

/// <summary>The parts of the activity, derived from what is published.</summary>
internal static class Volets
{
    private static readonly double[] Egale = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly double[] Rentree = [1.05, 1, 1, 0.95, 0.9, 0.95, 0.9, 0.8, 1.2, 1.2, 1.1, 0.95];
    private static readonly double[] Hiver = [1.3, 1.25, 1.15, 0.95, 0.85, 0.85, 0.8, 0.7, 0.95, 1, 1.05, 1.15];
    private static readonly double[] Alertes = [1, 1.05, 1.2, 1, 1.15, 1.3, 0.65, 0.35, 0.9, 1.1, 1.25, 1.05];
    private static readonly double[] Ecole = [1.5, 1.3, 1.5, 1, 1.3, 1.2, 0, 0, 0.4, 1.3, 1.4, 1.1];

    private static readonly int FinActivite = Temps.Jour(2016, 1, 1);

    /// <summary>The queues, with the longest waits where the schemas report six to nine months.</summary>
    public static IEnumerable<VoletAttente> Attentes(int t)
    {
        yield return new("AEMO", t, 2.3, a => Cibles.A("E10", t, a - 1) * Mesures.PartAemo, 790, t switch { 0 => 220, 1 => 205, _ => 98 }, 0.15, (m, p) => Mesures.Famille(m, t, "AEMO", p));
        yield return new("AED", t, 2.3, a => Cibles.A("E10", t, a - 1) * (1 - Mesures.PartAemo), 420, 35, 0.08, (m, p) => Mesures.Famille(m, t, "AED", p));
        yield return new("ASAP", t, 1.5, a => Cibles.A("E8", t, a - 0.5) / (1 + 365 / 270.0), 270, 14, 0.05, (m, p) => Mesures.Famille(m, t, "ASAP", p));
        yield return new("TISF", t, 1.5, a => Cibles.A("E9", t, a - 0.5) / (1 + 365 / 210.0), 210, 25, 0.06, (m, p) => Mesures.Famille(m, t, "TISF", p));
        yield return new("ASLL", t, 1.5, a => Cibles.A("I12", t, a - 0.5) / (1 + 365 / 270.0), 270, 30, 0.06, (m, p) => Mesures.Famille(m, t, "ASLL", p));
        yield return new("AUTRES", t, 1.3, _ => Cibles.En2015("E10", t) * 1.2, 300, 30, 0.05, (m, p) => Mesures.Famille(m, t, "AUTRES", p));
        yield return new("ASE", t, 1.4, a => Cibles.A("E11", t, a - 1), 1460, 18, 0.05, (m, p) => Enfance.Accueil(m, t, p));
    }

    public static IEnumerable<Volet> Courants(int t)
    {
        var attentes = Attentes(t).ToArray();
        double Entrees(Func<VoletAttente, bool> lesquelles, double a) =>
            attentes.Where(lesquelles).Sum(v => (v.Places(a) / v.DureeJours * 365 + v.Places(a + 0.5) - v.Places(a - 0.5)) * (1 + v.Exces));

        yield return Stock("RSA", t, 1.63, a => Cibles.A("I1", t, a - 1) - Cibles.A("I3", t, a - 1), Rsa.Duree, Rentree,
            (m, du, au) => Rsa.Foyer(m, t, du, au, activite: false),
            a => Enfance.PartRsa * Entrees(v => v.Nom != "ASE", a), attentes.Where(v => v.Nom != "ASE").Sum(v => v.Places(2013)) * Enfance.PartRsa);
        yield return Stock("RSA", t, 1.63, a => a < 2016 ? Cibles.A("I3", t, a - 1) : 0, Rsa.DureeActivite, Egale,
            (m, du, au) => Rsa.Foyer(m, t, du, Math.Min(au, FinActivite), activite: true));
        yield return new("IP", t, 2.6, 0, a => Math.Max(0, Cibles.A("E7", t, Math.Floor(a)) - Enfance.PartAvecIp * Entrees(v => v.Nom is "AEMO" or "AED" or "ASE", a)) / Enfance.MineursParIp / 1.08, Alertes,
            (m, jour, _) => Enfance.FamilleAvecIp(m, t, jour));
        yield return new("MNA", t, 1, 0, a => 260.0 / Carte.Territoires, Egale, (m, jour, _) => Enfance.MineurNonAccompagne(m, t, jour));
        yield return Stock("APA", t, 1, a => Cibles.A("A1", t, a - 1), Autonomie.DureeApa, Egale, (m, du, au) => Autonomie.Apa(m, t, du, au));
        yield return Stock("PCH", t, 1, a => Cibles.A("A6", t, a - 1), Autonomie.DureePch, Egale, (m, du, au) => Autonomie.Pch(m, t, du, au));
        foreach (var droit in (string[])["AAH", "AEEH", "ORIENTATION"])
        {
            yield return Cdaph(t, droit);
        }

        // A child of the spring of year Y was followed in the years before, and a child followed now has its review later.
        yield return new("PMI", t, 1.12, 0, a => Cibles.A("E3", t, Math.Floor(a + 0.33)), Ecole, (m, jour, _) => Autonomie.Pmi(m, t, jour));
        for (var i = 0; i < Aides.Comptees.Length; i++)
        {
            var rang = i;
            yield return new("AIDES", t, 1, 0, a => Aides.Restantes(Aides.Comptees[rang].Code, t, Math.Floor(a)) / Aides.PartAccordee / Aides.DemandesParMenage, Hiver,
                (m, jour, _) => Aides.Menage(m, t, rang, jour));
        }

        yield return new("EXPULSION", t, 1, 0, _ => Logement.AssignationsParAn * Cibles.En2015("I13", t) / 4122, Egale, (m, jour, _) => Logement.Expulsion(m, t, jour));
        yield return new("SAISINE", t, 1, 0, _ => Logement.SaisinesParAn * Cibles.En2015("I10", t) / 3504, Egale, (m, jour, _) => Logement.Saisine(m, t, jour));
    }

    /// <summary>A stock whose entries make up for the exits: durations are exponential, so what is left of them is too.</summary>
    private static Volet Stock(
        string nom, int t, double personnes, Func<double, double> cible, double duree, double[] saison, Action<Monde, int, int> cas,
        Func<double, double>? autresEntrees = null, double autresInitiaux = 0) =>
        new(nom, t, personnes, Math.Max(0, cible(2013) - autresInitiaux),
            a => cible(a) <= 0 ? 0 : Math.Max(0, cible(a) * 365 / duree + (cible(a + 0.01) > 0 ? (cible(a + 0.01) - cible(a)) * 100 : 0) - (autresEntrees?.Invoke(a) ?? 0)), saison,
            (monde, jour, initial) =>
            {
                var au = jour + 1 + (int)monde.Alea.Exponentielle(duree);
                cas(monde, initial ? jour - 30 - (int)Math.Min(monde.Alea.Exponentielle(duree), 2500) : jour, au);
            });

    /// <summary>
    /// Decisions come back every few years: of those known on the first day, three quarters have one in any three years, the others
    /// are newcomers.
    /// </summary>
    private static Volet Cdaph(int t, string droit)
    {
        var distincts = droit switch
        {
            "AAH" => Cibles.En2015("A7", t),
            "AEEH" => Cibles.En2015("A8", t),
            _ => Cibles.En2015("A5", t) - Cibles.En2015("A7", t) - Cibles.En2015("A8", t) - Cibles.En2015("A6", t) * 0.6,
        };
        var periode = Autonomie.AnneesEntreDecisions * 365 + 1;
        var nouveaux = distincts / 3 / (1 + Autonomie.AnneesCdaph / Autonomie.AnneesEntreDecisions);
        var connus = (distincts - 3 * nouveaux) * Autonomie.AnneesEntreDecisions / 3 * 1.13;
        return new(droit, t, 1, connus, _ => nouveaux, Egale, (monde, jour, initial) =>
        {
            var au = jour + 30 + (int)monde.Alea.Exponentielle(Autonomie.AnneesCdaph * 365);
            Autonomie.Cdaph(monde, t, droit, initial ? jour - monde.Alea.Entier(periode) : jour, au);
        });
    }
}
