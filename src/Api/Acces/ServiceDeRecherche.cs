using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Acces;

/// <summary>
/// Finds people among those the account may see whole: for it, the others are not there. What was typed is never traced nor logged;
/// who was shown is.
/// </summary>
public sealed class ServiceDeRecherche(RechercheDePersonnes recherche, GardeDAcces garde, LecteurIdentites identites, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>How many people are shown.</summary>
    public const int Montrees = 20;

    /// <summary>How many are looked at: people the account may not see must not take the place of those it may.</summary>
    private const int Examinees = 80;

    /// <summary>The people who fit best what was typed.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>> ChercherAsync(string texte, Compte compte, string? adresse, CancellationToken ct) =>
        await FiltrerAsync(await recherche.ChercherAsync(texte, Examinees, ct), compte, "api/personnes", adresse, ct);

    /// <summary>The files that may already be this person's.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>> DoublonsAsync(Identite identite, Compte compte, string? adresse, CancellationToken ct) =>
        await FiltrerAsync(await recherche.DoublonsAsync(identite, max: Examinees, ct: ct), compte, "api/personnes/doublons", adresse, ct);

    /// <summary>The files that may be of the same person as this one; null when the account may not see it whole.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>?> DoublonsAsync(Guid personne, Compte compte, string? adresse, CancellationToken ct)
    {
        var acces = (await garde.DeciderAsync([personne], compte, ct))[personne];
        if (acces.Decision.Niveau != NiveauAcces.Complet)
        {
            await journal.NoterAsync(Trace.De(NatureTrace.Refus, compte, horloge.GetUtcNow(), [personne], "api/personnes/doublons", "sans-lien", adresse), ct);
            return null;
        }

        var noms = await identites.IdentitesAsync([acces.Famille.Personne], ct);
        return noms.TryGetValue(acces.Famille.Personne, out var identite)
            ? await FiltrerAsync(await recherche.DoublonsAsync(identite, acces.Famille.Personne, Examinees, ct), compte, "api/personnes/doublons", adresse, ct)
            : [];
    }

    private async Task<IReadOnlyList<PersonneTrouvee>> FiltrerAsync(
        IReadOnlyList<PersonneTrouvee> trouvees, Compte compte, string objet, string? adresse, CancellationToken ct)
    {
        // Asked for even when nobody fits, so that the time says nothing of people who are hidden.
        var acces = await garde.DeciderAsync(trouvees.Count == 0 ? [Guid.Empty] : [.. trouvees.Select(t => t.Personne)], compte, ct);
        PersonneTrouvee[] montrees = [.. trouvees.Where(t => acces[t.Personne].Decision.Niveau == NiveauAcces.Complet).Take(Montrees)];
        await journal.NoterAsync(
            Trace.De(NatureTrace.Recherche, compte, horloge.GetUtcNow(), [.. montrees.Select(m => m.Personne)], objet, montrees.Length == 0 ? "sans-resultat" : null, adresse), ct);
        return montrees;
    }
}
