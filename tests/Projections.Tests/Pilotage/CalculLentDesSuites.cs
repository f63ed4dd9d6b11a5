using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>The delays whose end depends on what came between, the places, the deadlines and the desk, the slow and plain way.</summary>
internal sealed partial class CalculLent
{
    /// <summary>The places of services for a type of measure: fixed, less blocked, less taken.</summary>
    public Dictionary<(string Service, TypeMesure Type), long> PlacesLibres()
    {
        var libres = new Dictionary<(string, TypeMesure), long>();
        foreach (var service in structures.Where(f => f.Jour <= jour).GroupBy(f => f.Sujet.Cle))
        {
            var fixees = service.Where(f => f.Evenement is CapaciteFixee).GroupBy(f => ((CapaciteFixee)f.Evenement).Pour).ToList();
            foreach (var pour in fixees)
            {
                var type = Enum.Parse<TypeMesure>(pour.Key);
                var places = ((CapaciteFixee)pour.OrderBy(f => f.Jour).Last().Evenement).Places;
                var bloquees = service.Where(f => f.Evenement is PlacesBloquees).GroupBy(f => ((PlacesBloquees)f.Evenement).Pour)
                    .Where(b => b.Key == pour.Key || (b.Key is null && fixees.Count == 1))
                    .Sum(b => ((PlacesBloquees)b.OrderBy(f => f.Jour).Last().Evenement).Places);
                var prises = Attentes().Count(a => a.Type == type && a.Demarree <= jour && (a.Finie is null || a.Finie > jour) && a.Service(jour) == service.Key);
                libres[(service.Key, type)] = places - bloquees - prises;
            }
        }

        return libres;
    }

    /// <summary>The open deadlines of the persons, by the rules of a file folded on the day itself; silence is told by the ruptures.</summary>
    public List<(Guid Personne, NatureEcheance Nature, DateOnly Due)> Echeances() =>
        [.. from p in personnes
            from e in Echeancier.CalculerEffectifs(p.Faits.Where(f => f.Jour <= jour))
            where e.Nature != NatureEcheance.SansNouvelle && e.EtatLe(jour) is EtatEcheance.AVenir or EtatEcheance.EnRetard
            select (p.Id, e.Nature, e.DueLe)];

    /// <summary>Who an agent follows, and how many measures and accueils wait for each, since when.</summary>
    public Dictionary<Guid, (int EnAttente, DateOnly? Depuis)> Bureau(string agent)
    {
        var bureau = new Dictionary<Guid, (int, DateOnly?)>();
        foreach (var (id, faits) in personnes)
        {
            if (!Referents(id).Any(r => r.Agent == agent) && !MesuresDesAgents().Any(m => m.Personne == id && m.Agent == agent))
            {
                continue;
            }

            var decisions = Attentes().Where(a => a.Personne == id && a.EnCours(jour)).Select(a => a.Du).ToList();
            foreach (var accueil in faits.Where(f => f.Evenement is IEvenementAccueil).GroupBy(f => ((IEvenementAccueil)f.Evenement).AccueilId))
            {
                var decide = Premier(accueil, f => f.Evenement is AccueilDecide);
                var demarre = Premier(accueil, f => f.Evenement is AccueilDemarre);
                if (decide <= jour && (demarre is null || demarre > jour))
                {
                    decisions.Add(decide.Value);
                }
            }

            bureau[id] = (decisions.Count, decisions.Count == 0 ? null : decisions.Min());
        }

        return bureau;
    }

    /// <summary>Each orientation until a contract; another one, or the end of the rights that were open, abandons it.</summary>
    private static IEnumerable<(DateOnly Du, DateOnly? Clos, DateOnly? Abandon)> Contrats(List<Fait> faits)
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
            yield return (jourDe, Premier(faits, f => f.Evenement is ContratSigne && f.Jour >= jourDe), abandon);
        }
    }

    /// <summary>From the request to the last outcome that no postponement followed.</summary>
    private static IEnumerable<(DateOnly Du, DateOnly? Clos, DateOnly? Abandon)> RendezVous(List<Fait> faits)
    {
        foreach (var rendezVous in faits.Where(f => f.Evenement is IEvenementRendezVous).OrderBy(f => f.Jour).GroupBy(f => ((IEvenementRendezVous)f.Evenement).RendezVousId))
        {
            var suite = rendezVous.ToList();
            if (suite.Find(f => f.Evenement is RendezVousFixe) is not { } fixe)
            {
                continue;
            }

            var issue = suite.Skip(1 + Math.Max(suite.IndexOf(fixe), suite.FindLastIndex(f => f.Evenement is RendezVousReporte))).LastOrDefault();
            yield return (fixe.Jour, issue?.Evenement is RendezVousHonore ? issue.Jour : null, issue?.Evenement is RendezVousManque ? issue.Jour : null);
        }
    }

    /// <summary>From each stage to the next; the end of the procedure abandons the last.</summary>
    private static IEnumerable<(DateOnly Du, DateOnly? Clos, DateOnly? Abandon)> Stades(List<Fait> faits)
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
                    yield return (pas[i].Jour, clos ? null : suivant?.Jour, clos ? suivant?.Jour : null);
                }
            }
        }
    }
}
