using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>What is of a site, a territory, a service, a type, the slow and plain way: the agent's site on the day of the fact, else that of a référent.</summary>
internal sealed partial class CalculLent
{
    private string SiteLe(string agent, DateOnly le) => DeLAgent(agent, le, e => e is AffectationModifiee a ? a.Site : (e as AgentEnregistre)?.Site);

    private string ServiceLe(string agent, DateOnly le) => DeLAgent(agent, le, e => e is AffectationModifiee a ? a.Service : (e as AgentEnregistre)?.Service);

    /// <summary>Whoever has left is where they last were.</summary>
    private string DeLAgent(string agent, DateOnly le, Func<IEvenement, string?> lire) =>
        DeLAgent(agent, le).Select(f => lire(f.Evenement)).LastOrDefault(s => s is not null) ?? "";

    private IEnumerable<Fait> DeLAgent(string agent, DateOnly le) => agents.Where(f => f.Sujet.Cle == agent && f.Jour <= le).OrderBy(f => f.Jour);

    private bool Admis(string agent, Filtre filtre) =>
        (filtre.Site is null || SiteLe(agent, jour) == filtre.Site) && (filtre.Services is null || filtre.Services.Contains(ServiceLe(agent, jour)));

    /// <summary>The agents of the filter who follow somebody on the day.</summary>
    public List<string> AgentsQuiSuivent(Filtre filtre) =>
        [.. personnes.SelectMany(p => Referents(p.Id, jour)).Select(r => r.Agent).Concat(MesuresDesAgents().Select(m => m.Attente.Agent!)).Distinct().Where(a => Admis(a, filtre))];

    /// <summary>Whether what an agent did for a person, or nobody yet, is of a site on a day.</summary>
    private bool DuSite(Guid personne, string? agent, string site, DateOnly le) =>
        agent is not null ? SiteLe(agent, le) == site : Referents(personne, le).Any(r => SiteLe(r.Agent, le) == site);

    private bool Admise(Attente a, Filtre filtre, DateOnly le) => Selon(a, filtre, le) && (filtre.Site is not { } site || DuSite(a.Personne, null, site, le));

    private bool EnCoursSelon(Attente mesure, Filtre filtre) => Selon(mesure, filtre, jour);

    private static bool Selon(Attente a, Filtre filtre, DateOnly le) =>
        (filtre.Type is not { } type || (short)a.Type == type) && (filtre.Service is not { } service || a.Service(le) == service) && Habite(a.Tous, filtre, le);

    private static bool Habite(List<Fait> faits, Filtre filtre, DateOnly le) => filtre.Territoire is not { } territoire || Territoire(faits, le) == territoire;

    /// <summary>The measures that waited, and those in progress, on the day; the persons with a référent, once for each.</summary>
    public (long L1, long M, long W1) Stocks(Filtre filtre) => (
        Attentes().Count(a => a.EnCours(jour) && Admise(a, filtre, jour)),
        Attentes().Count(a => EnCours(a) && EnCoursSelon(a, filtre) && (filtre.Site is not { } site || DuSite(a.Personne, a.Agent, site, jour))),
        personnes.Sum(p => Referents(p.Id, jour).Count(r => filtre.Site is not { } site || SiteLe(r.Agent, jour) == site)));

    public List<(Guid Personne, NatureEcheance Nature, DateOnly Due)> Echeances(string site) => [.. Echeances().Where(e => DuSite(e.Personne, null, site, jour))];

    /// <summary>What was done from a day to that of the view, counted.</summary>
    public long Actes(DateOnly du, Filtre filtre, Func<Fait, bool> selon) => ActesDe(du, filtre, selon).Count();

    private IEnumerable<Fait> ActesDe(DateOnly du, Filtre filtre, Func<Fait, bool> selon) =>
        from p in personnes
        from f in p.Faits
        where f.Jour >= du && f.Jour <= jour && selon(f) && Habite(p.Faits, filtre, f.Jour)
            && (filtre.Site is not { } site || DuSite(p.Id, Agent(p.Faits, f), site, f.Jour))
        select f;

    /// <summary>Whose act it is: an appointment is that of the agent it was fixed with; other acts drawn here are nobody's.</summary>
    private static string? Agent(List<Fait> faits, Fait acte) => acte.Evenement is IEvenementRendezVous r
        ? faits.Select(f => f.Evenement).OfType<RendezVousFixe>().Single(f => f.RendezVousId == r.RendezVousId).Agent
        : null;

    /// <summary>The days that persons had a référent, in each role, and the accueils in progress on at least one day, day after day.</summary>
    public (long Jours, long Accueils) Suivis(DateOnly du, Filtre filtre)
    {
        var (jours, accueils) = (0L, new HashSet<Guid>());
        foreach (var (id, faits) in personnes)
        {
            for (var le = du; le <= jour; le = le.AddDays(1))
            {
                if (!Habite(faits, filtre, le))
                {
                    continue;
                }

                jours += Referents(id, le).Count(r => filtre.Site is not { } site || SiteLe(r.Agent, le) == site);
                if (filtre.Site is not { } s || DuSite(id, null, s, le))
                {
                    accueils.UnionWith(faits.Where(f => f.Evenement is AccueilDemarre && f.Jour <= le).Select(f => ((AccueilDemarre)f.Evenement).AccueilId));
                }
            }
        }

        return (jours, accueils.Count);
    }

    /// <summary>Under rights and duties on the day, without orientation or without a référent of their insertion.</summary>
    public List<(Guid Personne, bool SansOrientation, bool SansReferent)> SansSuite(Filtre filtre) =>
    [
        .. from p in Soumis(filtre)
           let sansOrientation = !p.Faits.Any(f => f.Jour <= jour && f.Evenement is OrientationPrononcee or ReorientationPrononcee)
           let sansReferent = !Referents(p.Id, jour).Any(r => r.Role is RoleReferent.Rsa or RoleReferent.Parcours or RoleReferent.AccompagnementGlobal)
           where sansOrientation || sansReferent
           select (p.Id, sansOrientation, sansReferent),
    ];

    public List<(Guid Id, List<Fait> Faits)> Soumis(Filtre filtre) =>
    [
        .. from p in personnes
           where Soumis(p.Faits) && Habite(p.Faits, filtre, jour) && (filtre.Site is not { } site || DuSite(p.Id, null, site, jour) || ASuivre(p.Id, p.Faits, site))
           select p,
    ];

    /// <summary>Followed by nobody, where the site is.</summary>
    private bool ASuivre(Guid personne, List<Fait> faits, string site)
    {
        var decoupage = jour.Year < 2016 ? Decoupage.Avant2016 : Decoupage.Depuis2016;
        return Referents(personne, jour).Count == 0
            && structures.Find(f => f.Sujet.Cle == site && f.Jour <= jour)?.Evenement is StructureEnregistree { Type.Code: "mds" } mds
            && Territoire(faits, jour, decoupage) == Territoires.PasDeCalais.Libelle(Territoires.PasDeCalais.Numero(mds.CodeInsee), decoupage);
    }

    private bool Soumis(List<Fait> faits)
    {
        var avant = faits.Where(f => f.Jour <= jour).ToList();
        var ouverts = avant.Where(f => f.Evenement is DroitRsaOuvert).Select(f => ((DroitRsaOuvert)f.Evenement).FoyerId)
            .Except(avant.Where(f => f.Evenement is DroitRsaFerme).Select(f => ((DroitRsaFerme)f.Evenement).FoyerId));
        return avant.Any(f => f.Evenement is DroitsEtDevoirsModifies { Soumis: true }) && (ouverts.Any() || !avant.Any(f => f.Evenement is DroitRsaOuvert));
    }
}
