using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Accompagnement.Domain.Faits;

/// <summary>What can be said of data that is not exactly that of the contract.</summary>
internal static partial class DonneesRecues
{
    private const int LongueurCitee = 60;

    /// <summary>
    /// The data as received, without the NIR (numéro de sécurité sociale): it is recorded nowhere, not even in the coffre.
    /// </summary>
    public static byte[] SansNir(ReadOnlySpan<byte> data)
    {
        var racine = JsonNode.Parse(data);
        Retirer(racine);
        return Json.Octets(racine);

        static void Retirer(JsonNode? noeud)
        {
            switch (noeud)
            {
                case JsonObject objet:
                    foreach (var (nom, valeur) in objet.ToArray())
                    {
                        if (EstNir(nom, valeur))
                        {
                            objet.Remove(nom);
                        }
                        else
                        {
                            Retirer(valeur);
                        }
                    }

                    break;
                case JsonArray liste:
                    foreach (var element in liste)
                    {
                        Retirer(element);
                    }

                    break;
                default:
                    break;
            }
        }

        static bool EstNir(string nom, JsonNode? valeur) =>
            nom.Equals("nir", StringComparison.OrdinalIgnoreCase)
            || nom.Contains("secu", StringComparison.OrdinalIgnoreCase)
            || (valeur is JsonValue v && v.GetValueKind() is JsonValueKind.String or JsonValueKind.Number && Nir().IsMatch(valeur.ToString()));
    }

    /// <summary>Why data could not be read: which field, what was given, what is expected.</summary>
    public static Refus Expliquer(TypeEvenement type, ReadOnlySpan<byte> data, JsonException erreur) =>
        Expliquer(type.Nom, type.Champs, data, erreur, "data");

    /// <param name="objetLu">What the data is, to begin the sentence with.</param>
    /// <param name="champs">The fields it may have.</param>
    /// <param name="data">The data as received.</param>
    /// <param name="erreur">What the reader said.</param>
    /// <param name="prefixe">Where the data stands in the body; empty when it is the whole.</param>
    public static Refus Expliquer(string objetLu, IReadOnlyList<Champ> champs, ReadOnlySpan<byte> data, JsonException erreur, string prefixe)
    {
        try
        {
            return Chercher(objetLu, champs, data, erreur, prefixe);
        }
        catch (InvalidOperationException)
        {
            return new("json-invalide", "Un texte des données n'est pas de l'UTF-8 valide.", null, prefixe);
        }
    }

    private static Refus Chercher(string objetLu, IReadOnlyList<Champ> champs, ReadOnlySpan<byte> data, JsonException erreur, string prefixe)
    {
        JsonObject? objet;
        try
        {
            objet = JsonNode.Parse(data) as JsonObject;
            objet?.ToArray();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return new("json-invalide", "Les données ne sont pas un objet JSON lisible, ou un champ y est répété.", null, prefixe);
        }

        if (objet is null)
        {
            return new("json-invalide", $"{objetLu} : un objet JSON est attendu.", null, prefixe);
        }

        var absent = champs.FirstOrDefault(c => c.Obligatoire && objet[c.Nom] is null);
        if (absent is not null)
        {
            return new("champ-obligatoire", $"{objetLu} : « {absent.Nom} » est obligatoire.", null, Place(prefixe, absent.Nom));
        }

        var nom = ChampDuChemin(erreur.Path);
        if (champs.FirstOrDefault(c => c.Nom == nom) is not { } champ)
        {
            if (objet.FirstOrDefault(c => champs.All(connu => connu.Nom != c.Key)).Key is { } inconnu)
            {
                return new("champ-inconnu", $"{objetLu} : les champs admis sont {string.Join(", ", champs.Select(c => c.Nom))}.", Codes.EstCode(inconnu) ? inconnu : null, prefixe);
            }

            return new("donnees-invalides", $"{objetLu} : les données n'ont pas la forme attendue.", null, prefixe);
        }

        var valeur = champ.Classe == typeof(TexteLibreAttribute) || champ.Nom == "identite" ? null : Citer(objet[champ.Nom]);
        var regle = Valeurs(champ.Type) is null ? "champ-invalide" : "valeur-inconnue";
        return new(regle, $"{objetLu} : « {champ.Nom} » — {Attendu(champ.Type)}", valeur, Place(prefixe, champ.Nom));
    }

    private static string Place(string prefixe, string champ) => prefixe.Length == 0 ? champ : $"{prefixe}.{champ}";

    private static string? ChampDuChemin(string? chemin)
    {
        if (chemin is null || !chemin.StartsWith("$.", StringComparison.Ordinal))
        {
            return null;
        }

        var fin = chemin.AsSpan(2).IndexOfAny('.', '[');
        return fin < 0 ? chemin[2..] : chemin.Substring(2, fin);
    }

    /// <summary>Quotes a value that is a code or a number; never one that could be a sentence.</summary>
    private static string? Citer(JsonNode? noeud) => noeud switch
    {
        JsonValue v when v.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => v.ToJsonString(),
        JsonValue v when v.GetValueKind() == JsonValueKind.String && Codes.EstCode(v.ToString()) => v.ToString(),
        JsonValue v => v.ToString().Length > LongueurCitee ? null : "(texte)",
        null => "null",
        _ => null,
    };

    private static string[]? Valeurs(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } liste
            ? [.. Enum.GetNames(liste).Select(CodesEnJson.Instance.ConvertName)]
            : null;

    private static string Attendu(Type type)
    {
        var nature = Nullable.GetUnderlyingType(type) ?? type;
        return nature switch
        {
            { IsEnum: true } => $"valeurs admises : {string.Join(", ", Valeurs(type)!)}.",
            _ when nature == typeof(Guid) => "un UUID est attendu.",
            _ when nature == typeof(DateOnly) => "une date AAAA-MM-JJ est attendue.",
            _ when nature == typeof(DateTimeOffset) => "un instant RFC 3339 avec son décalage est attendu.",
            _ when nature == typeof(Mois) => "un mois AAAA-MM est attendu.",
            _ when nature == typeof(bool) => "true ou false est attendu.",
            _ when nature == typeof(int) => "un nombre entier est attendu.",
            _ when nature == typeof(decimal) => "un nombre est attendu.",
            _ when nature == typeof(string) => "un code est attendu (cent caractères au plus, pas de phrase).",
            _ => "la valeur n'a pas la forme attendue.",
        };
    }

    [GeneratedRegex(@"^\s*[12][\s.]*\d{2}[\s.]*(0[1-9]|1[0-2]|[2-9]\d)[\s.]*(\d{2}|2[AB])[\s.]*\d{3}[\s.]*\d{3}([\s.]*\d{2})?\s*$")]
    private static partial Regex Nir();
}
