using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Referentiels;

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
                var prises = Attentes().Count(a => a.Type == type && EnCours(a) && a.Service(jour) == service.Key);
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
            if (!Referents(id, jour).Any(r => r.Agent == agent) && !MesuresDesAgents().Any(m => m.Attente.Personne == id && m.Attente.Agent == agent))
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
}
