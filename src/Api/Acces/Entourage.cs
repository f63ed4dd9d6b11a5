using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Api.Acces;

/// <summary>Where a professional works today.</summary>
public sealed record Affectation(string? Site, string? Service, string? Structure)
{
    /// <summary>From the facts of an agent's stream; null without any.</summary>
    public static Affectation? Lire(IReadOnlyList<Fait> faits)
    {
        Affectation? affectation = null;
        foreach (var fait in Histoire.Effective(faits))
        {
            affectation = fait.Evenement switch
            {
                AgentEnregistre e => new(e.Site, e.Service, e.Structure),
                AffectationModifiee e => new(e.Site ?? affectation?.Site, e.Service ?? affectation?.Service, affectation?.Structure),
                _ => affectation,
            };
        }

        return affectation;
    }
}

/// <summary>Who is around a person, from the facts of the file.</summary>
internal sealed class Entourage
{
    /// <summary>The types of facts this is read from: the rest of a file need not be read to decide on it.</summary>
    public static IReadOnlyList<TypeEvenement> Types { get; } =
    [.. new[]
    {
        nameof(PersonneInscrite), nameof(ReferentDesigne), nameof(ReferentRemplace), nameof(ReferentDecharge), nameof(PartageAccorde), nameof(PartageRetire),
        nameof(RendezVousFixe), nameof(RendezVousReporte), nameof(RendezVousAnnule), nameof(FoyerRejoint), nameof(FoyerQuitte),
        nameof(EvenementRectifie), nameof(EvenementAnnule),
    }.Select(n => TypeEvenement.DuNom(n)!)];

    private readonly Dictionary<Guid, (string? Agent, DateOnly? Jour)> rendezVous = [];
    private readonly List<RendezVousPrevu> inscriptions = [];

    private Entourage()
    {
    }

    /// <summary>What the file says of référents, households and agreements.</summary>
    public Suivi Suivi { get; private set; } = Suivi.Vide;

    /// <summary>The professionals whose place of work matters.</summary>
    public IEnumerable<string> Agents => Suivi.Referents.Select(r => r.Agent).Distinct();

    public static Entourage Lire(Famille famille)
    {
        var entourage = new Entourage();
        foreach (var fait in famille.ParFlux.SelectMany(Histoire.Effective))
        {
            entourage.Noter(fait);
        }

        return entourage;
    }

    /// <summary>What the decision looks at.</summary>
    public DossierDemande Demande(Famille famille, IReadOnlyDictionary<string, Affectation> affectations)
    {
        ReferentEnCours[] referents =
        [.. Suivi.Referents.Select(r => affectations.GetValueOrDefault(r.Agent) is { } a
            ? new ReferentEnCours(r.Agent, a.Site, a.Service ?? Service(r.Role), a.Structure)
            : new ReferentEnCours(r.Agent, null, Service(r.Role)))];
        return new(
            referents,
            [.. referents.Where(r => r is { Site: not null, Service: not null }).Select(r => new EquipeEnCharge(r.Site!, r.Service!)).Distinct()],
            [.. Suivi.Partages.Select(p => new PartageEnCours(p.Key, p.Value.Niveau, p.Value.Jusquau))],
            [.. rendezVous.Values.Where(r => r is { Agent: not null, Jour: not null }).Select(r => new RendezVousPrevu(r.Agent!, r.Jour!.Value)), .. inscriptions],
            famille.AccesExceptionnels,
            famille.EnArchive);
    }

    private void Noter(Fait fait)
    {
        switch (fait.Evenement)
        {
            case RendezVousFixe e:
                rendezVous[e.RendezVousId] = (e.Agent, Jour(e.PrevuLe));
                break;
            case RendezVousReporte e when rendezVous.TryGetValue(e.RendezVousId, out var avant):
                rendezVous[e.RendezVousId] = (avant.Agent, Jour(e.PrevuLe));
                break;
            case RendezVousAnnule e:
                rendezVous.Remove(e.RendezVousId);
                break;
            case PersonneInscrite when fait.Provenance is { Source: ContexteDecision.SourceDesActes, Auteur: { } auteur }:
                // Who registers a person has them in front of them that day, as with an appointment: time to name a référent.
                inscriptions.Add(new(auteur, fait.JourSaisi));
                break;
            default:
                Suivi = Suivi.Evolve(Suivi, fait);
                break;
        }
    }

    private static DateOnly? Jour(DateTimeOffset? instant) => instant is { } i ? Calendrier.Jour(i) : null;

    /// <summary>The service of a role, for a professional whose own is not known.</summary>
    private static string Service(RoleReferent role) => role switch
    {
        RoleReferent.Ase => ServicesDuDepartement.Ase,
        RoleReferent.Logement => ServicesDuDepartement.Logement,
        RoleReferent.Autonomie => ServicesDuDepartement.Autonomie,
        _ => ServicesDuDepartement.Social,
    };
}
