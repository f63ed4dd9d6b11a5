using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Api.Acces;

/// <summary>What an account may see of a file, with the file it was decided on.</summary>
public sealed record AccesAuDossier(Famille Famille, DecisionAcces Decision)
{
    /// <summary>The household memberships that the file says today.</summary>
    public IReadOnlySet<Guid> Foyers { get; init; } = new HashSet<Guid>();
}

/// <summary>Reads who is around a person today and asks <see cref="BesoinDEnConnaitre"/>. Pages and API all pass here.</summary>
public sealed class GardeDAcces(LecteurDeFamilles familles, LecteurEtats lecteur, TimeProvider horloge)
{
    private static readonly string[] Personne = ["-"];

    /// <summary>What an account may see of one file, read whole.</summary>
    public async Task<AccesAuDossier> DeciderAsync(Guid personne, Compte compte, CancellationToken ct)
    {
        var famille = await familles.LireAsync(personne, compte, ct);
        return (await DeciderAsync([famille], compte, ct))[0];
    }

    /// <summary>
    /// What an account may see of many files, by the identifier they were asked for under; only the facts that decide are read.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, AccesAuDossier>> DeciderAsync(IReadOnlyCollection<Guid> personnes, Compte compte, CancellationToken ct)
    {
        var lues = await familles.LireAsync(personnes, compte, Entourage.Types, ct);
        var cles = lues.Keys.ToArray();
        var acces = await DeciderAsync([.. cles.Select(c => lues[c])], compte, ct);
        return cles.Select((cle, i) => (cle, acces[i])).ToDictionary(a => a.cle, a => a.Item2);
    }

    private async Task<AccesAuDossier[]> DeciderAsync(Famille[] familles, Compte compte, CancellationToken ct)
    {
        var entourages = familles.Select(Entourage.Lire).ToArray();
        var affectations = await AffectationsAsync([.. entourages.SelectMany(e => e.Agents).Distinct()], ct);
        var maintenant = horloge.GetUtcNow();
        return
        [.. familles.Select((famille, i) => new AccesAuDossier(
            famille,
            famille.Existe ? BesoinDEnConnaitre.Decider(compte, entourages[i].Demande(famille, affectations), maintenant) : DecisionAcces.Refus)
        {
            Foyers = entourages[i].Suivi.Foyers.Keys.ToHashSet(),
        })];
    }

    /// <summary>Asked for even when there is nobody, so that a file that does not exist takes as long as one that is closed to the account.</summary>
    private async Task<Dictionary<string, Affectation>> AffectationsAsync(string[] agents, CancellationToken ct)
    {
        var flots = await lecteur.LireFaitsAsync([.. (agents.Length == 0 ? Personne : agents).Select(a => Sujet.Agent(a).Flux)], ct);
        return agents
            .Select(a => (Agent: a, Affectation: flots.TryGetValue(Sujet.Agent(a).Flux, out var flot) ? Affectation.Lire(flot.Faits) : null))
            .Where(a => a.Affectation is not null)
            .ToDictionary(a => a.Agent, a => a.Affectation!);
    }
}
