using Accompagnement.Api.Acces;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Accompagnement.Api.Trajectoires;

/// <summary>What a reading of a file is for: its trace says so.</summary>
/// <param name="Objet">The page or the call, without anything typed.</param>
/// <param name="Adresse">From where.</param>
/// <param name="AvecFoyer">Whether the members of the household are looked for.</param>
public sealed record DemandeDeLecture(string Objet, string? Adresse = null, bool AvecFoyer = false);

/// <summary>
/// Reads a person's file for an account: access is decided, what may not be seen is left out, and the reading is traced, in this
/// one place for pages and API.
/// </summary>
public sealed class LecteurDeDossiers(
    GardeDAcces garde, LecteurDesFoyers foyers, CoffreFort coffre, LecteurIdentites identites, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>
    /// The least that "no such file" takes: longer than reading any ordinary file, so that the time does not tell a file that does
    /// not exist from one that is closed to the account.
    /// </summary>
    private static readonly TimeSpan Plancher = TimeSpan.FromMilliseconds(30);

    /// <summary>Reads a file, absorbed ones through the one that absorbed them; null when there is none for this account.</summary>
    /// <param name="personne">The file.</param>
    /// <param name="compte">Who asks.</param>
    /// <param name="au">The file as it was that day; today when null.</param>
    /// <param name="vuAu">As it was known that day; now when null.</param>
    /// <param name="lecture">What for.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<DossierLu?> LireAsync(Guid personne, Compte compte, DateOnly? au, DateOnly? vuAu, DemandeDeLecture lecture, CancellationToken ct)
    {
        var debut = Stopwatch.GetTimestamp();
        var acces = await garde.DeciderAsync(personne, compte, ct);
        if (!acces.Decision.Autorise)
        {
            await RefuserAsync(personne, compte, acces, lecture, debut, ct);
            return null;
        }

        var maintenant = horloge.GetUtcNow();
        await journal.NoterAsync(Trace.De(NatureTrace.Consultation, compte, maintenant, [.. acces.Famille.Dossiers], lecture.Objet, acces.Decision.Titre.ToString(), lecture.Adresse), ct);
        var aujourdhui = Calendrier.Jour(maintenant);
        acces = vuAu is { } connaissance ? acces with { Famille = acces.Famille.TelleQueConnue(personne, connaissance) } : acces;
        var visibles = FaitsVisibles.De(acces, compte, vuAu, au < aujourdhui || vuAu is not null ? await AnciensOuvertsAsync(acces.Famille, compte, ct) : null);
        var dossier = Dossier.Lire(acces.Famille.Personne, visibles.Propres, au ?? aujourdhui, vuAu, visibles.Absorbes);
        var lu = new DossierLu
        {
            Dossier = visibles.Textes ? dossier : SansReferences(dossier),
            Acces = acces.Decision,
            Version = visibles.Version,
            Position = acces.Famille.Flots.Values.Max(f => f.Position),
            Faits = [.. visibles.Absorbes.Values.SelectMany(f => f), .. visibles.Propres],
            Dossiers = acces.Famille.Dossiers,
        };
        return visibles.Textes ? await OuvrirAsync(lu, acces.Famille, compte, lecture, ct) : lu;
    }

    /// <summary>A refusal, or a file that does not exist: traced alike, and as long to answer.</summary>
    internal async Task RefuserAsync(Guid personne, Compte compte, AccesAuDossier acces, DemandeDeLecture lecture, long debut, CancellationToken ct)
    {
        await journal.NoterAsync(
            Trace.De(NatureTrace.Refus, compte, horloge.GetUtcNow(), [personne], lecture.Objet, acces.Famille.Existe ? "sans-lien" : "dossier-inconnu", lecture.Adresse), ct);

        // A delay counts in whole ticks of the system, and may end some milliseconds before its time.
        while (Plancher - Stopwatch.GetElapsedTime(debut) is { Ticks: > 0 } reste)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(reste.TotalMilliseconds)), ct);
        }
    }

    private async Task<DossierLu> OuvrirAsync(DossierLu lu, Famille famille, Compte compte, DemandeDeLecture lecture, CancellationToken ct)
    {
        var membres = lecture.AvecFoyer && lu.Dossier.Foyers.Count > 0 ? FoyerAsync(lu, compte, lecture, ct) : Task.FromResult<IReadOnlyList<MembreDuFoyer>>([]);
        var textes = coffre.TextesAsync([.. famille.Dossiers, .. lu.Faits.Select(f => f.Sujet.Flux).Distinct().Except(famille.Dossiers)], ct);
        var noms = await identites.IdentitesAsync(famille.Dossiers, ct);
        var references = References(lu.Dossier).ToHashSet();
        return lu with
        {
            // The name of the file itself; that of an absorbed one only when it has none.
            Identite = noms.GetValueOrDefault(famille.Personne) ?? noms.Values.FirstOrDefault(),
            Textes = (await textes).Where(t => references.Contains(t.Key)).ToDictionary(),
            Foyer = await membres,
        };
    }

    private async Task<IReadOnlyList<MembreDuFoyer>> FoyerAsync(DossierLu lu, Compte compte, DemandeDeLecture lecture, CancellationToken ct)
    {
        var autres = (await foyers.ConnusAsync([.. lu.Dossier.Foyers.Keys], compte, ct))
            .Where(a => a.Decision.Autorise && a.Famille.Personne != lu.Dossier.Personne && a.Foyers.Overlaps(lu.Dossier.Foyers.Keys))
            .ToArray();
        var complets = autres.Where(a => a.Decision.Niveau == NiveauAcces.Complet).Select(a => a.Famille.Personne).ToArray();
        var noms = await identites.IdentitesAsync(complets, ct);
        if (autres.Length > 0)
        {
            await journal.NoterAsync(
                Trace.De(NatureTrace.Consultation, compte, horloge.GetUtcNow(), [.. autres.Select(a => a.Famille.Personne)], $"{lecture.Objet}/foyer", nameof(MembreDuFoyer), lecture.Adresse), ct);
        }

        return
        [.. from a in autres
            from foyer in a.Foyers
            where lu.Dossier.Foyers.ContainsKey(foyer)
            select new MembreDuFoyer(a.Famille.Personne, foyer, noms.GetValueOrDefault(a.Famille.Personne))];
    }

    /// <summary>Files once absorbed belong to somebody else again: they are shown with the past of this one to who may see them now.</summary>
    private async Task<IReadOnlyCollection<Guid>> AnciensOuvertsAsync(Famille famille, Compte compte, CancellationToken ct) =>
        famille.Anciens.Count == 0
            ? []
            : [.. (await garde.DeciderAsync([.. famille.Anciens.Keys], compte, ct)).Where(a => a.Value.Decision.Niveau == NiveauAcces.Complet).Select(a => a.Key)];

    private static Dossier SansReferences(Dossier dossier) => dossier with
    {
        Identite = null,
        Chronologie = [.. dossier.Chronologie.Select(l => l with { AuCoffre = [] })],
    };

    private static IEnumerable<Guid> References(Dossier dossier) =>
        dossier.Chronologie.SelectMany(l => l.AuCoffre).Concat(dossier.Corrections.SelectMany(References));

    private static IEnumerable<Guid> References(Correction correction) =>
    [
        .. Phrases.AuCoffre(correction.Par.Evenement),
        .. Phrases.AuCoffre(correction.Avant),
        .. correction.Apres is { } apres ? Phrases.AuCoffre(apres) : [],
        .. Phrases.AuCoffre(correction.Vise.Evenement),
    ];
}
