using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Acces;

/// <summary>Somebody saw the file, as the person is told.</summary>
/// <param name="Le">When.</param>
/// <param name="Qui">The professional, or the account when there is no agent.</param>
/// <param name="Action">What was done: consultation, export…</param>
/// <param name="Titre">Why it was allowed, or why it was refused.</param>
public sealed record AccesConstate(DateTimeOffset Le, string Qui, string Action, string? Titre = null);

/// <summary>One fact of the file, in French.</summary>
/// <param name="SurvenuLe">The day it happened.</param>
/// <param name="SaisiLe">The day it was recorded.</param>
/// <param name="Libelle">What happened.</param>
/// <param name="Details">Label and value, in the order of the contract.</param>
/// <param name="Auteur">The agent who recorded it.</param>
/// <param name="Site">Where.</param>
public sealed record LigneDExport(DateOnly SurvenuLe, DateOnly SaisiLe, string Libelle, IReadOnlyList<DetailDExport> Details, string? Auteur, string? Site);

/// <summary>A field and its value, as they are read.</summary>
public readonly record struct DetailDExport(string Libelle, string Valeur);

/// <summary>
/// The whole of a file, for the person whose file it is (GDPR, article 15; CRPA, L.311-6): who they are to the service, all that was
/// recorded, corrections included, and who saw it. To be read over before it is handed out: passages about somebody else are to be
/// blacked out, which only a reader can judge.
/// </summary>
public sealed record ExportDuDossier(
    Guid Dossier,
    DateTimeOffset EtabliLe,
    IReadOnlyList<DetailDExport> Identite,
    IReadOnlyList<LigneDExport> Faits,
    IReadOnlyList<AccesConstate> Consultations,
    string Mention)
{
    private const string Efface = "(effacé)";

    /// <summary>The free texts of the contract: the stored value is where the text is in the coffre.</summary>
    private static readonly FrozenSet<string> ChampsDeTexte =
        TypeEvenement.Tous.SelectMany(t => t.Champs).Where(c => c.Classe == typeof(TexteLibreAttribute)).Select(c => c.Nom).ToFrozenSet();

    /// <summary>Assembles the export; everything is given, nothing is read.</summary>
    /// <param name="dossier">The file.</param>
    /// <param name="faits">Its facts in the order of recording, with those of absorbed files.</param>
    /// <param name="identite">Who the person is; null when unknown or erased.</param>
    /// <param name="textes">The texts of the file, opened.</param>
    /// <param name="consultations">Who saw it.</param>
    /// <param name="maintenant">Now.</param>
    public static ExportDuDossier Assembler(
        Guid dossier, IReadOnlyList<Fait> faits, Identite? identite, IReadOnlyDictionary<Guid, string> textes, IReadOnlyList<AccesConstate> consultations, DateTimeOffset maintenant) =>
        new(
            dossier,
            maintenant,
            identite is null ? [] : Details(JsonSerializer.SerializeToNode(identite, Json.Stocke), textes),
            [.. faits.OrderBy(f => f.Survenu).Select(f => Ligne(f, textes))],
            [.. consultations.OrderByDescending(c => c.Le)],
            "Vous pouvez demander la rectification d’une information inexacte, la limitation de son usage ou, hors obligations légales de conservation, "
            + "son effacement, auprès du délégué à la protection des données du Département (RGPD, articles 16 à 18), et saisir la CNIL.");

    /// <summary>The export as JSON, with accents as they are.</summary>
    public byte[] EnJson() => JsonSerializer.SerializeToUtf8Bytes(this, ExportEnJson.Lisible.ExportDuDossier);

    private static LigneDExport Ligne(Fait fait, IReadOnlyDictionary<Guid, string> textes)
    {
        var type = TypeEvenement.De(fait.Evenement);
        return new(
            fait.Jour, fait.JourSaisi, LibellesFrancais.De(type),
            Details(JsonNode.Parse(type.Ecrire(fait.Evenement)), textes), fait.Provenance.Auteur, fait.Provenance.Site);
    }

    private static List<DetailDExport> Details(JsonNode? donnees, IReadOnlyDictionary<Guid, string> textes)
    {
        var details = new List<DetailDExport>();
        foreach (var (nom, valeur) in donnees as JsonObject ?? [])
        {
            // The identity has a part of its own; identifiers of the system say nothing to a person.
            if (valeur is not null && nom is not "identite" && !EstIdentifiant(nom, valeur, textes))
            {
                details.Add(new(LibellesFrancais.De(nom), Valeur(valeur, textes)));
            }
        }

        return details;
    }

    private static bool EstIdentifiant(string nom, JsonNode valeur, IReadOnlyDictionary<Guid, string> textes) =>
        valeur.GetValueKind() == JsonValueKind.String
        && (nom.EndsWith("Id", StringComparison.Ordinal)
            || (Guid.TryParse(valeur.GetValue<string>(), out var id) && !ChampsDeTexte.Contains(nom) && !textes.ContainsKey(id)));

    private static string Valeur(JsonNode valeur, IReadOnlyDictionary<Guid, string> textes) => valeur.GetValueKind() switch
    {
        JsonValueKind.True => "oui",
        JsonValueKind.False => "non",
        JsonValueKind.String => Texte(valeur.GetValue<string>(), textes),
        JsonValueKind.Array => string.Join(", ", ((JsonArray)valeur).Where(v => v is not null).Select(v => Valeur(v!, textes))),
        JsonValueKind.Object => string.Join(" ; ", Details(valeur, textes).Select(d => $"{d.Libelle} : {d.Valeur}")),
        _ => valeur.ToJsonString().Replace('.', ','),
    };

    private static string Texte(string valeur, IReadOnlyDictionary<Guid, string> textes)
    {
        const string Coffre = "coffre:";
        if (Guid.TryParse(valeur.StartsWith(Coffre, StringComparison.Ordinal) ? valeur.AsSpan(Coffre.Length) : valeur, out var id))
        {
            return textes.GetValueOrDefault(id, Efface);
        }

        return DateOnly.TryParseExact(valeur, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour)
            ? jour.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
            : valeur;
    }
}
