using Accompagnement.Domain.Agents;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>What there is to see to about agents, the slow and plain way.</summary>
internal sealed partial class CalculLent
{
    /// <summary>Agents over a threshold of load per full-time equivalent, absent, or gone, who have files: how many each has.</summary>
    public List<(string Alerte, string Agent, long Dossiers)> Alertes(decimal seuil, Filtre filtre)
    {
        var alertes = new List<(string, string, long)>();
        foreach (var parts in Parts(filtre).GroupBy(p => p.Agent))
        {
            var (agent, dossiers) = (parts.Key, (long)parts.Select(p => p.Personne).Distinct().Count());
            if (Etp(agent) is { } etp && parts.Sum(p => p.Poids) / etp > seuil)
            {
                alertes.Add(("trop_charge", agent, dossiers));
            }

            if (EstAbsent(agent))
            {
                alertes.Add(("absent", agent, dossiers));
            }

            if (EstParti(agent))
            {
                alertes.Add(("parti", agent, dossiers));
            }
        }

        return alertes;
    }

    private decimal? Etp(string agent) => EstParti(agent) ? null : DeLAgent(agent, jour).Select(f => (f.Evenement as AffectationModifiee)?.Etp ?? (f.Evenement as AgentEnregistre)?.Etp).LastOrDefault(e => e is not null);

    private bool EstAbsent(string agent) => !EstParti(agent)
        && DeLAgent(agent, jour).LastOrDefault(f => f.Evenement is AbsenceDebutee or AbsenceTerminee)?.Evenement is AbsenceDebutee absence && (absence.Jusquau is null || jour <= absence.Jusquau);

    private bool EstParti(string agent) => DeLAgent(agent, jour).Any(f => f.Evenement is AgentParti);
}
