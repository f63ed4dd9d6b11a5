using System.Globalization;
using Accompagnement.Api.Reponses;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Administration;

/// <summary>Reads the traces for who answers for them; reading them leaves one.</summary>
public sealed class LectureDeTraces(RechercheDeTraces recherche, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>How many lines a file of traces may have.</summary>
    public const int DuFichier = 50_000;

    private const string Objet = "api/traces";

    /// <summary>A page of traces, the latest first.</summary>
    public async Task<IReadOnlyList<TraceNumerotee>> LireAsync(DemandeDeTraces demande, long? avant, int max, Compte compte, string? adresse, CancellationToken ct)
    {
        await journal.NoterAsync(Trace.De(NatureTrace.Recherche, compte, horloge.GetUtcNow(), Personnes(demande), Objet, null, adresse), ct);
        return await recherche.LireAsync(demande, avant, max, ct);
    }

    /// <summary>A file of traces for a spreadsheet. Its own trace is on disk before it leaves.</summary>
    public async Task<string> EnCsvAsync(DemandeDeTraces demande, Compte compte, string? adresse, CancellationToken ct)
    {
        await journal.NoterDurablementAsync(Trace.De(NatureTrace.Export, compte, horloge.GetUtcNow(), Personnes(demande), Objet, null, adresse), ct);
        var traces = await recherche.LireAsync(demande, null, DuFichier, ct);
        string?[] entete = ["numero", "instant", "nature", "compte", "agent", "role", "objet", "titre", "adresse", "personnes"];
        return Csv.Ecrire(traces.Select(t => (string?[])
        [
            t.Numero.ToString(CultureInfo.InvariantCulture), t.Trace.Instant.ToString("O", CultureInfo.InvariantCulture), t.Trace.Nature.ToString(), t.Trace.Compte, t.Trace.Agent,
            t.Trace.Role, t.Trace.Objet, t.Trace.Titre, t.Trace.Adresse, string.Join(' ', t.Trace.Personnes),
        ]).Prepend(entete));
    }

    /// <summary>What was typed to search the traces; null when it cannot be read.</summary>
    public static DemandeDeTraces? Demande(string? personne, string? qui, string? nature, string? du, string? au)
    {
        Guid? id = null;
        NatureTrace? quoi = null;
        var (lu, depuis, jusqua) = (true, Jour(du), Jour(au));
        if (!string.IsNullOrWhiteSpace(personne))
        {
            lu &= Guid.TryParse(personne, out var p);
            id = p;
        }

        if (!string.IsNullOrWhiteSpace(nature))
        {
            lu &= Enum.TryParse<NatureTrace>(nature, ignoreCase: true, out var n) && Enum.IsDefined(n);
            quoi = n;
        }

        lu &= (string.IsNullOrWhiteSpace(du) || depuis is not null) && (string.IsNullOrWhiteSpace(au) || jusqua is not null) && !(qui?.Length > 200) && qui?.Contains('\0') != true;
        return lu
            ? new(id, string.IsNullOrWhiteSpace(qui) ? null : qui.Trim(), quoi, depuis is { } d ? Calendrier.Minuit(d) : null, jusqua is { } j ? Calendrier.Minuit(j.AddDays(1)) : null)
            : null;

        static DateOnly? Jour(string? texte) =>
            DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour) && jour.Year is > 1900 and < 9999 ? jour : null;
    }

    private static Guid[] Personnes(DemandeDeTraces demande) => demande.Personne is { } p ? [p] : [];
}
