using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
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

        public string? Agent => Faits.Select(f => f.Evenement).OfType<MesureDemarree>().LastOrDefault()?.Agent;

        public bool EnCours(DateOnly j) => Du <= j && (Au is null || Au > j);

        public string Service(DateOnly j) => (Dernier(Faits, j, f => f.Evenement is MesureAttribuee)?.Evenement as MesureAttribuee)?.Structure ?? "";

        public string Territoire(DateOnly j) => CalculLent.Territoire(Tous, j);

        public bool Substitution(DateOnly j) => Faits.Any(f => f.Evenement is SubstitutionMiseEnPlace && f.Jour <= j);
    }

    public List<(Cle Cle, long EnAttente, DateOnly? Depuis, long Substitution, long Entrees, long Sorties)> ListesAttente(Filtre? filtre = null)
    {
        filtre ??= Filtre.Aucun;
        var debutDuMois = new DateOnly(jour.Year, jour.Month, 1);
        var lignes = new List<(Cle, long, DateOnly?, long, long, long)>();
        var attentes = Attentes();
        var enCours = attentes.Where(a => a.EnCours(jour) && Admise(a, filtre, jour)).ToList();
        var entrees = attentes.Where(a => a.Du >= debutDuMois && a.Du <= jour && a.EnCours(a.Du) && Admise(a, filtre, a.Du)).ToList();
        var sorties = attentes.Where(a => a.Au >= debutDuMois && a.Au <= jour && a.EnCours(a.Du) && Admise(a, filtre, a.Au!.Value.AddDays(-1))).ToList();
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

    public List<(string Agent, string Role, long Personnes, decimal Charge)> Charges(Filtre? filtre = null) =>
        [.. Parts(filtre ?? Filtre.Aucun).GroupBy(p => (p.Agent, p.Role))
            .Select(g => (g.Key.Agent, g.Key.Role, (long)g.Select(p => p.Personne).Distinct().Count(), Math.Round(g.Sum(p => p.Poids), 4)))];

    /// <summary>Each person with each agent and role, and what that weighs.</summary>
    private List<(string Agent, string Role, Guid Personne, decimal Poids)> Parts(Filtre filtre)
    {
        var parts = new List<(string Agent, string Role, Guid Personne, decimal Poids)>();
        foreach (var (id, faits) in personnes.Where(p => filtre is { Type: null, Service: null } && Habite(p.Faits, filtre, jour)))
        {
            foreach (var role in Referents(id, jour).GroupBy(r => r.Role))
            {
                var qui = role.Select(r => r.Agent).Distinct().ToList();
                parts.AddRange(qui.Select(a => (a, Noms.Roles[(int)role.Key], id, 1m / qui.Count)));
            }
        }

        foreach (var (attente, intensite) in MesuresDesAgents().Where(m => EnCoursSelon(m.Attente, filtre)))
        {
            parts.Add((attente.Agent!, "mesure", attente.Personne, intensite == Intensite.Renforcee ? 2 : 1));
        }

        return [.. parts.Where(p => Admis(p.Agent, filtre))];
    }

    public string Site(string agent) => SiteLe(agent, jour);

    /// <summary>Who is lost from sight on the day, and by whom.</summary>
    public List<(Guid Personne, string Agent, DateOnly Dernier)> Ruptures(int seuil, Filtre? filtre = null)
    {
        filtre ??= Filtre.Aucun;
        var ruptures = new List<(Guid, string, DateOnly)>();
        foreach (var (id, faits) in personnes.Where(p => Habite(p.Faits, filtre, jour)))
        {
            if (faits.Where(f => f.Jour <= jour).Select(f => (DateOnly?)f.Jour).Max() is not { } dernier || jour.DayNumber - dernier.DayNumber < seuil)
            {
                continue;
            }

            var mesures = Attentes().Where(a => a.Personne == id && EnCours(a) && EnCoursSelon(a, filtre)).Select(a => a.Agent ?? "").ToList();
            var accueil = filtre.Type is null && filtre.Service is null or "MECS-1" && faits.Any(f => f.Evenement is AccueilDemarre && f.Jour <= jour);
            var referents = filtre is { Type: null, Service: null } ? Referents(id, jour).Select(r => r.Agent) : [];
            var suivi = referents.Concat(mesures).Concat(accueil ? [""] : []).Distinct().ToList();
            ruptures.AddRange((suivi.Any(a => a.Length > 0) ? suivi.Where(a => a.Length > 0) : suivi)
                .Where(a => Admis(a, filtre)).Select(a => (id, a, dernier)));
        }

        return ruptures;
    }

    /// <summary>How many measures waited on the day, decided on or after another when one is given.</summary>
    public long MesuresEnAttente() => Attentes().Count(a => a.EnCours(jour));

    public long MesuresDecidees(DateOnly du, DateOnly au) => Attentes().Count(a => a.Du >= du && a.Du <= au);

    private List<(RoleReferent Role, string Agent)> Referents(Guid personne, DateOnly le)
    {
        var actuels = new List<(RoleReferent, string)>();
        foreach (var fait in personnes.Single(p => p.Id == personne).Faits.Where(f => f.Jour <= le).OrderBy(f => f.Jour))
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

    private List<(Attente Attente, Intensite Intensite)> MesuresDesAgents() =>
        [.. from a in Attentes()
            let demarrage = a.Faits.Select(f => f.Evenement).OfType<MesureDemarree>().LastOrDefault()
            where demarrage?.Agent is not null && EnCours(a)
            select (a, demarrage.Intensite ?? Intensite.Simple)];

    private bool EnCours(Attente mesure) => mesure.Demarree <= jour && (mesure.Finie is null || mesure.Finie > jour);

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

    private static string Territoire(List<Fait> faits, DateOnly jour, Decoupage decoupage = Decoupage.Depuis2016) => Territoires.PasDeCalais.Libelle(
        Territoires.PasDeCalais.Numero((Dernier(faits, jour, f => f.Evenement is DomicileDeclare)?.Evenement as DomicileDeclare)?.CodeInsee),
        decoupage);
}
