using System.Text.Json;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>The delays, the slow and plain way, and their estimates straight from the definitions.</summary>
internal sealed partial class CalculLent
{
    /// <summary>Something that opened and waits for its end; what it is of is known by its opening.</summary>
    private sealed record Ouverture(Guid Personne, List<Fait> Tous, DateOnly Du, DateOnly? Clos, DateOnly? Abandon, string Type)
    {
        public string Service { get; init; } = "";

        public string? Agent { get; init; }

        public string? Site { get; init; }
    }

    /// <summary>The delays of a code that opened between two days, observed until the day.</summary>
    public List<(int Jours, bool Clos, bool Abandonne)> Delais(string code, DateOnly du, DateOnly au, Filtre? filtre = null) =>
        [.. Ouvertes(code, du, au, filtre).Select(o => Observer(code, o))];

    /// <summary>The same by type, service and territory of the day they opened.</summary>
    public Dictionary<(string Type, string Service, string Territoire), List<(int Jours, bool Clos, bool Abandonne)>> DelaisParCellule(string code, DateOnly du, DateOnly au) =>
        Ouvertes(code, du, au, null).GroupBy(o => (o.Type, o.Service, Territoire(o.Tous, o.Du))).ToDictionary(g => g.Key, g => g.Select(o => Observer(code, o)).ToList());

    private IEnumerable<Ouverture> Ouvertes(string code, DateOnly du, DateOnly au, Filtre? filtre) =>
        Ouvertures(code).Where(o => o.Du >= du && o.Du <= au && o.Du <= jour && (filtre is null || Selon(code, o, filtre)));

    private bool Selon(string code, Ouverture o, Filtre filtre) =>
        (filtre.Type is not { } type || o.Type == Noms.Type(Projections.Pilotage.Delais.Codes[code], type))
        && (filtre.Service is not { } service || o.Service == service) && Habite(o.Tous, filtre, o.Du) && (filtre.Site is not { } site || DuSite(o, site));

    private (int Jours, bool Clos, bool Abandonne) Observer(string code, Ouverture o)
    {
        var clos = o.Clos is { } c && c <= jour && (o.Abandon is not { } x || c <= x || code == "D6") ? o.Clos : null;
        var abandon = clos is null && o.Abandon <= jour ? o.Abandon : null;
        return (Math.Max(0, (clos ?? abandon ?? jour).DayNumber - o.Du.DayNumber), clos is not null, abandon is not null);
    }

    private bool DuSite(Ouverture o, string site) => o.Site is { } sien ? sien == site : DuSite(o.Personne, o.Agent, site, o.Du);

    private List<Ouverture> Ouvertures(string code) => code switch
    {
        "D3" => [.. Attentes().Select(a => DeLaMesure(a, a.Du, a.Demarree, a.Demarree is null ? a.Finie : null))],
        "D4" => [.. Attentes().Where(a => a.Demarree is not null).Select(a => DeLaMesure(a, a.Demarree!.Value, a.Finie, null) with { Agent = a.Agent })],
        _ => [.. personnes.SelectMany(p => De(code, p.Id, p.Faits))],
    };

    private static Ouverture DeLaMesure(Attente a, DateOnly du, DateOnly? clos, DateOnly? abandon) =>
        new(a.Personne, a.Tous, du, clos, abandon, a.Type.ToString()) { Service = a.Service(DateOnly.MaxValue) };

    private static IEnumerable<Ouverture> De(string code, Guid id, List<Fait> faits) => code switch
    {
        "D1" => faits.Where(f => f.Evenement is DroitRsaOuvert).Select(ouvert =>
        {
            var droit = (DroitRsaOuvert)ouvert.Evenement;
            return new Ouverture(
                id, faits, ouvert.Jour, Premier(faits, f => f.Evenement is (OrientationPrononcee or ReorientationPrononcee) && f.Jour >= ouvert.Jour),
                Premier(faits, f => f.Evenement is DroitRsaFerme e && e.FoyerId == droit.FoyerId), Nom(droit.Composante));
        }),
        "D2" => Contrats(id, [.. faits.OrderBy(f => f.Jour)]),
        "D5" => faits.Where(f => f.Evenement is EvaluationIpConfiee).Select(confiee =>
        {
            var ip = (EvaluationIpConfiee)confiee.Evenement;
            return new Ouverture(id, faits, confiee.Jour, Premier(faits, f => f.Evenement is EvaluationIpRendue e && e.IpId == ip.IpId), null, "") { Site = ip.Site, Service = ip.Site ?? "" };
        }),
        "D6" => Demandes(id, faits),
        "D7" => RendezVous(id, faits),
        _ => Stades(id, faits),
    };

    private static IEnumerable<Ouverture> Demandes(Guid id, List<Fait> faits)
    {
        foreach (var complet in faits.Where(f => f.Evenement is DossierComplet))
        {
            var suite = faits.Where(f => f.Evenement is IEvenementAide a && a.DemandeId == ((DossierComplet)complet.Evenement).DemandeId).ToList();
            if (suite.Find(f => f.Evenement is AideSollicitee) is { } sollicitee)
            {
                yield return new(
                    id, faits, complet.Jour, Premier(suite, f => f.Evenement is AideAccordee or AideRefusee), Premier(suite, f => f.Evenement is AideRetiree),
                    ((AideSollicitee)sollicitee.Evenement).Fonds.ToString());
            }
        }
    }

    /// <summary>Each orientation until a contract; another one, or the end of the rights that were open, abandons it.</summary>
    private static IEnumerable<Ouverture> Contrats(Guid id, List<Fait> faits)
    {
        for (var i = 0; i < faits.Count; i++)
        {
            if (faits[i].Evenement is not (OrientationPrononcee or ReorientationPrononcee))
            {
                continue;
            }

            var (avant, suite) = (faits.Take(i).ToList(), faits.Skip(i + 1).ToList());
            var ouverts = avant.Select(f => f.Evenement).OfType<DroitRsaOuvert>().Select(e => e.FoyerId)
                .Except(avant.Select(f => f.Evenement).OfType<DroitRsaFerme>().Select(e => e.FoyerId)).ToList();
            var fermetures = ouverts.ConvertAll(o => Premier(suite, f => f.Evenement is DroitRsaFerme e && e.FoyerId == o));
            var fermes = fermetures.Count > 0 && fermetures.TrueForAll(f => f is not null) ? fermetures.Max() : null;
            var autre = suite.Find(f => f.Evenement is OrientationPrononcee or ReorientationPrononcee)?.Jour;
            DateOnly? abandon = autre is { } a && fermes is { } b ? (a < b ? a : b) : autre ?? fermes;
            var jourDe = faits[i].Jour;
            var parcours = faits[i].Evenement is OrientationPrononcee o ? o.Parcours : ((ReorientationPrononcee)faits[i].Evenement).Vers;
            yield return new(id, faits, jourDe, Premier(faits, f => f.Evenement is ContratSigne && f.Jour >= jourDe), abandon, Nom(parcours));
        }
    }

    /// <summary>From the request to the last outcome that no postponement followed.</summary>
    private static IEnumerable<Ouverture> RendezVous(Guid id, List<Fait> faits)
    {
        foreach (var rendezVous in faits.Where(f => f.Evenement is IEvenementRendezVous).OrderBy(f => f.Jour).GroupBy(f => ((IEvenementRendezVous)f.Evenement).RendezVousId))
        {
            var suite = rendezVous.ToList();
            if (suite.Find(f => f.Evenement is RendezVousFixe) is not { } fixe)
            {
                continue;
            }

            var issue = suite.Skip(1 + Math.Max(suite.IndexOf(fixe), suite.FindLastIndex(f => f.Evenement is RendezVousReporte))).LastOrDefault();
            yield return new(id, faits, fixe.Jour, issue?.Evenement is RendezVousHonore ? issue.Jour : null, issue?.Evenement is RendezVousManque ? issue.Jour : null, "")
            {
                Agent = ((RendezVousFixe)fixe.Evenement).Agent,
            };
        }
    }

    /// <summary>From each stage to the next; the end of the procedure abandons the last.</summary>
    private static IEnumerable<Ouverture> Stades(Guid id, List<Fait> faits)
    {
        foreach (var procedure in faits.Where(f => f.Evenement is IEvenementExpulsion).OrderBy(f => f.Jour).GroupBy(f => ((IEvenementExpulsion)f.Evenement).ProcedureId))
        {
            var pas = procedure.ToList();
            for (var i = 0; i < pas.Count; i++)
            {
                if (pas[i].Evenement is not StadeExpulsionFranchi { Stade: StadeExpulsion.Cloture or StadeExpulsion.Expulsion })
                {
                    var suivant = i + 1 < pas.Count ? pas[i + 1] : null;
                    var clos = suivant?.Evenement is StadeExpulsionFranchi { Stade: StadeExpulsion.Cloture };
                    yield return new(
                        id, faits, pas[i].Jour, clos ? null : suivant?.Jour, clos ? suivant?.Jour : null,
                        pas[i].Evenement is StadeExpulsionFranchi franchi ? Nom(franchi.Stade) : "ouverture");
                }
            }
        }
    }

    private static string Nom<T>(T valeur)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(valeur.ToString());

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
}
