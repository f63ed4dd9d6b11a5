using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Pilotage;
using Vue = Accompagnement.Projections.Pilotage.Vue;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>
/// The figures of the supervisors computed the slow and plain way, from the events as they were known on a day: another path than
/// that of the facts, to compare with.
/// </summary>
internal sealed partial class CalculLent
{
    private readonly DateOnly jour;
    private readonly List<(Guid Id, List<Fait> Faits)> personnes;
    private readonly List<Fait> agents;
    private readonly List<Fait> structures;

    /// <param name="faits">All events.</param>
    /// <param name="vue">The day, and the day of knowledge.</param>
    public CalculLent(IEnumerable<Fait> faits, Vue vue)
    {
        jour = vue.Au;
        var effectifs = Histoire.Effective([.. faits.Where(f => f.JourSaisi <= vue.VuAu)]);
        var absorbes = effectifs.Where(f => f.Evenement is DossiersFusionnes)
            .ToDictionary(f => ((DossiersFusionnes)f.Evenement).Absorbe, f => f.Sujet.Flux);
        personnes = [.. effectifs.Where(f => f.Sujet.Nature == Flux.Trajectoire).GroupBy(f => Qui(f.Sujet.Flux)).Select(g => (g.Key, g.ToList()))];
        agents = [.. effectifs.Where(f => f.Sujet.Nature == Flux.Agent)];
        structures = [.. effectifs.Where(f => f.Sujet.Nature == Flux.Structure)];

        Guid Qui(Guid flux) => absorbes.TryGetValue(flux, out var par) ? Qui(par) : flux;
    }

    private sealed record Attente(Guid Personne, TypeMesure Type, DateOnly Du, DateOnly? Demarree, DateOnly? Finie, List<Fait> Faits, List<Fait> Tous)
    {
        public DateOnly? Au => Demarree ?? Finie;

        public bool EnCours(DateOnly j) => Du <= j && (Au is null || Au > j);

        public string Service(DateOnly j) => (Dernier(Faits, j, f => f.Evenement is MesureAttribuee)?.Evenement as MesureAttribuee)?.Structure ?? "";

        public string Territoire(DateOnly j) => CalculLent.Territoire(Tous, j);

        public bool Substitution(DateOnly j) => Faits.Any(f => f.Evenement is SubstitutionMiseEnPlace && f.Jour <= j);
    }

    public List<(Cle Cle, long EnAttente, DateOnly? Depuis, long Substitution, long Entrees, long Sorties)> ListesAttente()
    {
        var debutDuMois = new DateOnly(jour.Year, jour.Month, 1);
        var lignes = new List<(Cle, long, DateOnly?, long, long, long)>();
        var attentes = Attentes();
        var enCours = attentes.Where(a => a.EnCours(jour)).ToList();
        var entrees = attentes.Where(a => a.Du >= debutDuMois && a.Du <= jour && a.EnCours(a.Du)).ToList();
        var sorties = attentes.Where(a => a.Au >= debutDuMois && a.Au <= jour && a.EnCours(a.Du)).ToList();
        var cles = enCours.Select(a => CleDe(a, jour)).Concat(entrees.Select(a => CleDe(a, a.Du))).Concat(sorties.Select(a => CleDe(a, a.Au!.Value.AddDays(-1)))).Distinct();
        foreach (var cle in cles)
        {
            var ici = enCours.Where(a => CleDe(a, jour) == cle).ToList();
            lignes.Add((
                cle, ici.Select(a => a.Personne).Distinct().Count(), ici.Count == 0 ? null : ici.Min(a => a.Du),
                ici.Where(a => a.Substitution(jour)).Select(a => a.Personne).Distinct().Count(),
                entrees.Count(a => CleDe(a, a.Du) == cle), sorties.Count(a => CleDe(a, a.Au!.Value.AddDays(-1)) == cle)));
        }

        return lignes;

        static Cle CleDe(Attente a, DateOnly j) => new((short)a.Type, a.Service(j), a.Territoire(j));
    }

    /// <summary>How many measures of a type waited at the end of a day.</summary>
    public long StockEnAttente(TypeMesure type, string territoire, DateOnly le) =>
        Attentes().Count(a => a.Type == type && a.EnCours(le) && a.Territoire(le) == territoire);

    /// <summary>The delays of a code that opened between two days, observed until the day.</summary>
    public List<(int Jours, bool Clos, bool Abandonne)> Delais(string code, DateOnly du, DateOnly au)
    {
        var delais = new List<(DateOnly Du, DateOnly? Clos, DateOnly? Abandon)>();
        foreach (var (_, faits) in personnes)
        {
            switch (code)
            {
                case "D1":
                    foreach (var ouvert in faits.Where(f => f.Evenement is DroitRsaOuvert))
                    {
                        var foyer = ((DroitRsaOuvert)ouvert.Evenement).FoyerId;
                        delais.Add((
                            ouvert.Jour, Premier(faits, f => f.Evenement is (OrientationPrononcee or ReorientationPrononcee) && f.Jour >= ouvert.Jour),
                            Premier(faits, f => f.Evenement is DroitRsaFerme e && e.FoyerId == foyer)));
                    }

                    break;
                case "D3":
                case "D4":
                    break;
                case "D2":
                    delais.AddRange(Contrats([.. faits.OrderBy(f => f.Jour)]));
                    break;
                case "D7":
                    delais.AddRange(RendezVous(faits));
                    break;
                case "D8":
                    delais.AddRange(Stades(faits));
                    break;
                case "D5":
                    foreach (var ip in faits.Where(f => f.Evenement is EvaluationIpConfiee))
                    {
                        var id = ((EvaluationIpConfiee)ip.Evenement).IpId;
                        delais.Add((ip.Jour, Premier(faits, f => f.Evenement is EvaluationIpRendue e && e.IpId == id), null));
                    }

                    break;
                default:
                    foreach (var complet in faits.Where(f => f.Evenement is DossierComplet))
                    {
                        var suite = faits.Where(f => f.Evenement is IEvenementAide a && a.DemandeId == ((DossierComplet)complet.Evenement).DemandeId).ToList();
                        if (suite.Any(f => f.Evenement is AideSollicitee))
                        {
                            delais.Add((complet.Jour, Premier(suite, f => f.Evenement is AideAccordee or AideRefusee), Premier(suite, f => f.Evenement is AideRetiree)));
                        }
                    }

                    break;
            }
        }

        if (code == "D3")
        {
            delais.AddRange(Attentes().Select(a => (a.Du, a.Demarree, a.Demarree is null ? a.Finie : null)));
        }
        else if (code == "D4")
        {
            delais.AddRange(Attentes().Where(a => a.Demarree is not null).Select(a => (a.Demarree!.Value, a.Finie, (DateOnly?)null)));
        }

        return [.. delais.Where(d => d.Du >= du && d.Du <= au && d.Du <= jour).Select(d =>
        {
            var clos = d.Clos is { } c && c <= jour && (d.Abandon is not { } x || c <= x || code == "D6") ? d.Clos : null;
            var abandon = clos is null && d.Abandon <= jour ? d.Abandon : null;
            return (Math.Max(0, (clos ?? abandon ?? jour).DayNumber - d.Du.DayNumber), clos is not null, abandon is not null);
        })];
    }

    /// <summary>The smallest t with S(t) ≤ 1 − p, straight from the definition: at each day, who is at risk and who closes.</summary>
    public static int? Quantile(List<(int Jours, bool Clos, bool Abandonne)> delais, double p)
    {
        var survie = 1.0;
        for (var t = 0; t <= 2000; t++)
        {
            var aRisque = delais.Count(d => d.Jours >= t);
            var clos = delais.Count(d => d.Jours == t && d.Clos);
            survie *= aRisque == 0 ? 1 : 1 - (double)clos / aRisque;
            if (survie <= 1 - p + 1e-9)
            {
                return t;
            }
        }

        return null;
    }

    /// <summary>1 − S(limit), straight from the definition.</summary>
    public static double PartDansLimite(List<(int Jours, bool Clos, bool Abandonne)> delais, int limite)
    {
        var survie = 1.0;
        for (var t = 0; t <= limite; t++)
        {
            var aRisque = delais.Count(d => d.Jours >= t);
            survie *= aRisque == 0 ? 1 : 1 - (double)delais.Count(d => d.Jours == t && d.Clos) / aRisque;
        }

        return 1 - survie;
    }

    public List<(string Agent, string Role, long Personnes, decimal Charge)> Charges()
    {
        var parts = new List<(string Agent, string Role, Guid Personne, decimal Poids)>();
        foreach (var (id, _) in personnes)
        {
            foreach (var role in Referents(id).GroupBy(r => r.Role))
            {
                var qui = role.Select(r => r.Agent).Distinct().ToList();
                parts.AddRange(qui.Select(a => (a, Noms.Roles[(int)role.Key], id, 1m / qui.Count)));
            }
        }

        foreach (var (personne, agent, intensite) in MesuresDesAgents())
        {
            parts.Add((agent, "mesure", personne, intensite == Intensite.Renforcee ? 2 : 1));
        }

        return [.. parts.GroupBy(p => (p.Agent, p.Role))
            .Select(g => (g.Key.Agent, g.Key.Role, (long)g.Select(p => p.Personne).Distinct().Count(), Math.Round(g.Sum(p => p.Poids), 4)))];
    }

    public string Site(string agent)
    {
        var faits = agents.Where(f => f.Sujet.Cle == agent && f.Jour <= jour).ToList();
        return faits.Any(f => f.Evenement is AgentParti)
            ? ""
            : faits.OrderBy(f => f.Jour).Select(f => f.Evenement is AffectationModifiee a ? a.Site : (f.Evenement as AgentEnregistre)?.Site).LastOrDefault(s => s is not null) ?? "";
    }

    /// <summary>Who is lost from sight on the day, and by whom.</summary>
    public List<(Guid Personne, string Agent, DateOnly Dernier)> Ruptures(int seuil)
    {
        var ruptures = new List<(Guid, string, DateOnly)>();
        foreach (var (id, faits) in personnes)
        {
            if (faits.Where(f => f.Jour <= jour).Select(f => (DateOnly?)f.Jour).Max() is not { } dernier || jour.DayNumber - dernier.DayNumber < seuil)
            {
                continue;
            }

            var mesures = Attentes().Where(a => a.Personne == id && a.Demarree <= jour && (a.Finie is null || a.Finie > jour) && a.Finie != a.Demarree)
                .Select(a => a.Faits.Select(f => f.Evenement).OfType<MesureDemarree>().Last().Agent ?? "").ToList();
            var accueil = faits.Any(f => f.Evenement is AccueilDemarre && f.Jour <= jour);
            var suivi = Referents(id).Select(r => r.Agent).Concat(mesures).Concat(accueil ? [""] : []).Distinct().ToList();
            ruptures.AddRange((suivi.Any(a => a.Length > 0) ? suivi.Where(a => a.Length > 0) : suivi).Select(a => (id, a, dernier)));
        }

        return ruptures;
    }

    public List<Guid> SoumisSansOrientation() => [.. personnes.Where(p =>
    {
        var avant = p.Faits.Where(f => f.Jour <= jour).ToList();
        var ouverts = avant.Where(f => f.Evenement is DroitRsaOuvert).Select(f => ((DroitRsaOuvert)f.Evenement).FoyerId)
            .Except(avant.Where(f => f.Evenement is DroitRsaFerme).Select(f => ((DroitRsaFerme)f.Evenement).FoyerId));
        return avant.Any(f => f.Evenement is DroitsEtDevoirsModifies { Soumis: true })
            && (ouverts.Any() || !avant.Any(f => f.Evenement is DroitRsaOuvert))
            && !avant.Any(f => f.Evenement is OrientationPrononcee or ReorientationPrononcee);
    }).Select(p => p.Id)];

    /// <summary>How many measures waited on the day, decided on or after another when one is given.</summary>
    public long MesuresEnAttente() => Attentes().Count(a => a.EnCours(jour));

    public long MesuresDecidees(DateOnly du, DateOnly au) => Attentes().Count(a => a.Du >= du && a.Du <= au);

    private List<(RoleReferent Role, string Agent)> Referents(Guid personne)
    {
        var actuels = new List<(RoleReferent, string)>();
        foreach (var fait in personnes.Single(p => p.Id == personne).Faits.Where(f => f.Jour <= jour).OrderBy(f => f.Jour))
        {
            if (fait.Evenement is ReferentDesigne d && !actuels.Contains((d.Role, d.Agent)))
            {
                actuels.Add((d.Role, d.Agent));
            }
            else if (fait.Evenement is ReferentDecharge c)
            {
                actuels.Remove((c.Role, c.Agent));
            }
        }

        return actuels;
    }

    private List<(Guid Personne, string Agent, Intensite Intensite)> MesuresDesAgents() =>
        [.. from a in Attentes()
            let demarrage = a.Faits.Select(f => f.Evenement).OfType<MesureDemarree>().LastOrDefault()
            where demarrage?.Agent is not null && a.Demarree <= jour && (a.Finie is null || a.Finie > jour)
            select (a.Personne, demarrage.Agent, demarrage.Intensite ?? Intensite.Simple)];

    private List<Attente> Attentes()
    {
        var attentes = new List<Attente>();
        foreach (var (id, faits) in personnes)
        {
            foreach (var mesure in faits.Where(f => f.Evenement is IEvenementMesure).GroupBy(f => ((IEvenementMesure)f.Evenement).MesureId))
            {
                if (mesure.FirstOrDefault(f => f.Evenement is MesureDecidee) is { } decidee)
                {
                    attentes.Add(new(
                        id, ((MesureDecidee)decidee.Evenement).Type, decidee.Jour, Premier(mesure, f => f.Evenement is MesureDemarree),
                        Premier(mesure, f => f.Evenement is MesureTerminee or MesureAbandonnee), [.. mesure], faits));
                }
            }
        }

        return attentes;
    }

    private static DateOnly? Premier(IEnumerable<Fait> faits, Func<Fait, bool> selon) =>
        faits.Where(selon).Select(f => (DateOnly?)f.Jour).Min();

    private static Fait? Dernier(List<Fait> faits, DateOnly jour, Func<Fait, bool> selon) =>
        faits.Where(f => selon(f) && f.Jour <= jour).OrderBy(f => f.Jour).LastOrDefault();

    private static string Territoire(List<Fait> faits, DateOnly jour) => Territoires.PasDeCalais.Libelle(
        Territoires.PasDeCalais.Numero((Dernier(faits, jour, f => f.Evenement is DomicileDeclare)?.Evenement as DomicileDeclare)?.CodeInsee),
        Decoupage.Depuis2016);
}
