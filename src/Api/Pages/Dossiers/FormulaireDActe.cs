using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>The body of an act from the fields of its form: what is left empty is not said.</summary>
public static class FormulaireDActe
{
    /// <summary>How many elements of a list of objects a form may bring.</summary>
    private const int ElementsAuPlus = 20;

    /// <summary>The fields' names begin with this.</summary>
    public const string Prefixe = "c.";

    public static JsonObject Lire(IEnumerable<Champ> champs, IFormCollection formulaire, string prefixe = Prefixe)
    {
        var corps = new JsonObject();
        foreach (var champ in champs)
        {
            if (Valeur(champ, formulaire, prefixe + champ.Nom) is { } valeur)
            {
                corps[champ.Nom] = valeur;
            }
        }

        return corps;
    }

    /// <summary>The body as it is sent.</summary>
    public static byte[] Octets(JsonObject corps) => JsonSerializer.SerializeToUtf8Bytes(corps);

    /// <summary>The type of a field without its nullability.</summary>
    public static Type Nu(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The type of the elements of a list; null when it is none.</summary>
    public static Type? Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>The fields of an object that stands in a field; null when the field is a single value.</summary>
    public static IReadOnlyList<Champ>? Parties(Type type) => type switch
    {
        _ when type == typeof(IdentiteConfidentielle) => Champ.De(typeof(Identite).GetConstructors()[0]),
        { IsClass: true } when type != typeof(string) && Element(type) is null => Champ.De(type.GetConstructors()[0]),
        _ => null,
    };

    private static JsonNode? Valeur(Champ champ, IFormCollection formulaire, string nom)
    {
        var type = Nu(champ.Type);
        if (Element(type) is { } element)
        {
            return element == typeof(CodeOuTexte) ? Lignes(formulaire[nom].ToString()) : Objets(element, formulaire, nom);
        }

        if (Parties(type) is { } parties)
        {
            var objet = Lire(parties, formulaire, $"{nom}.");
            return objet.Count == 0 ? null : objet;
        }

        var texte = formulaire[nom].ToString().Trim();
        return texte.Length == 0 ? null : Simple(type, champ.Nom == "codeInsee" ? CodeDeCommune(texte) : texte);
    }

    /// <summary>A commune typed by its name; what names none, or several, stays as typed and is refused with its reason.</summary>
    private static string CodeDeCommune(string texte) =>
        Territoires.PasDeCalais.Communes.Where(c => CultureInfo.InvariantCulture.CompareInfo.Compare(c.Nom, texte, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0).Take(2).ToArray() is [var seule] ? seule.CodeInsee : texte;

    private static JsonValue Simple(Type type, string texte)
    {
        if (type == typeof(bool))
        {
            return JsonValue.Create(texte == "true");
        }

        if ((type == typeof(int) || type == typeof(decimal))
            && decimal.TryParse(texte.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var nombre))
        {
            return JsonValue.Create(nombre);
        }

        // A time without its offset is that of the place where it is typed.
        if (type == typeof(DateTimeOffset) && DateTime.TryParse(texte, CultureInfo.InvariantCulture, DateTimeStyles.None, out var heure) && !texte.EndsWith('Z'))
        {
            return JsonValue.Create(new DateTimeOffset(heure, Calendrier.Paris.GetUtcOffset(heure)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        }

        return JsonValue.Create(texte);
    }

    private static JsonArray? Lignes(string texte)
    {
        var lignes = texte.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lignes.Length == 0 ? null : new([.. lignes.Select(l => (JsonNode)JsonValue.Create(l))]);
    }

    private static JsonArray? Objets(Type element, IFormCollection formulaire, string nom)
    {
        var parties = Parties(element) ?? [];
        var objets = new JsonArray();
        for (var i = 0; i < ElementsAuPlus; i++)
        {
            var objet = Lire(parties, formulaire, string.Create(CultureInfo.InvariantCulture, $"{nom}.{i}."));
            if (objet.Count > 0)
            {
                objets.Add((JsonNode)objet);
            }
        }

        return objets.Count == 0 ? null : objets;
    }
}
