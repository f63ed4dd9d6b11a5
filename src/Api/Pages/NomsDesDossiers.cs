using Accompagnement.Api.Acces;
using Accompagnement.Api.Pages.Dossiers;
using Accompagnement.Domain.Acces;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Pages;

/// <summary>The names of the people of a list, as far as the account may see their files; the reading is traced.</summary>
public sealed class NomsDesDossiers(GardeDAcces garde, LecteurIdentites identites, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>The names, by file: one that is not there is closed to the account.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> LireAsync(HttpContext http, IReadOnlyCollection<Guid> personnes, string objet)
    {
        if (personnes.Count == 0)
        {
            return new Dictionary<Guid, string>();
        }

        var (compte, ct) = (SaisieDActes.Compte(http), http.RequestAborted);
        Guid[] distinctes = [.. personnes.Distinct()];
        var acces = await garde.DeciderAsync(distinctes, compte, ct);
        Guid[] ouvertes = [.. distinctes.Where(p => acces.TryGetValue(p, out var a) && a.Decision.Niveau == NiveauAcces.Complet)];
        var noms = await identites.IdentitesAsync(ouvertes, ct);
        await journal.NoterAsync(Trace.De(NatureTrace.Consultation, compte, horloge.GetUtcNow(), ouvertes, objet, null, SaisieDActes.Adresse(http)), ct);
        return ouvertes.ToDictionary(p => p, p => EnClair.Nom(noms.GetValueOrDefault(p), p));
    }
}
