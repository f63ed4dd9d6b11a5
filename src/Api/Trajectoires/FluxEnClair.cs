using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.Api.Trajectoires;

/// <summary>
/// Writes facts as they were received, identities and texts read back from the coffre, so that another store that imports them is
/// equal to this one. What was erased is said to be, in a form that is read again as the same fact.
/// </summary>
public sealed class FluxEnClair(CoffreFort coffre)
{
    private const string Prefixe = "coffre:";
    private const string Efface = "(effacé)";
    private const string Inconnus = "champs-inconnus";

    /// <summary>How many secrets of one fact are looked up to find the fields that the contract does not have.</summary>
    private const int RangsAuPlus = 64;

    private static readonly JsonWriterOptions Ecriture = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenSet<string> ChampsDeTexte =
        TypeEvenement.Tous.SelectMany(t => t.Champs).Where(c => c.Classe == typeof(TexteLibreAttribute)).Select(c => c.Nom).ToFrozenSet();

    /// <summary>One CloudEvent per fact, in the order given.</summary>
    public async Task<IReadOnlyList<byte[]>> EcrireAsync(IReadOnlyList<FaitEnregistre> faits, CancellationToken ct)
    {
        var donnees = faits.Select(f => JsonNode.Parse(TypeEvenement.De(f.Fait.Evenement).Ecrire(f.Fait.Evenement))!.AsObject()).ToArray();
        var references = new HashSet<Guid>();
        for (var i = 0; i < faits.Count; i++)
        {
            Relever(null, donnees[i], references);
            if (faits[i].Fait.Signalements.Contains(Inconnus))
            {
                references.UnionWith(Rangs(faits[i].Fait));
            }
        }

        var clairs = references.Count == 0 ? new Dictionary<Guid, Secret>() : await coffre.OuvrirAsync(references, ct);
        return [.. faits.Select((f, i) => Ecrire(f, EnClair(f.Fait, donnees[i], clairs)))];
    }

    /// <summary>What was received beyond the contract was kept whole: it is given back whole.</summary>
    private static JsonObject EnClair(Fait fait, JsonObject donnees, IReadOnlyDictionary<Guid, Secret> clairs)
    {
        var recu = fait.Signalements.Contains(Inconnus)
            ? Rangs(fait).Select(r => clairs.TryGetValue(r, out var secret) && secret.Nature == NatureSecret.ChampsInconnus ? JsonNode.Parse(secret.Clair) as JsonObject : null).FirstOrDefault(r => r is not null)
            : null;
        if (recu is not null && (fait.Evenement is not EvenementRectifie || recu.ContainsKey("evenementId")))
        {
            return recu;
        }

        Remplacer(donnees, clairs);
        if (recu is not null)
        {
            donnees["donnees"] = recu;
        }

        return donnees;
    }

    private static IEnumerable<Guid> Rangs(Fait fait) => Enumerable.Range(0, RangsAuPlus).Select(rang => Collecte.IdentifiantDuSecret(fait.Id, rang));

    private static byte[] Ecrire(FaitEnregistre enregistre, JsonObject donnees)
    {
        var fait = enregistre.Fait;
        using var memoire = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(memoire, Ecriture))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", fait.Provenance.Id);
            json.WriteString("source", fait.Provenance.Source);
            json.WriteString("type", TypeEvenement.De(fait.Evenement).Nom);
            json.WriteString("subject", fait.Sujet.ToString());

            // The store keeps the instant of recording to the microsecond: what happened in the same one happened no later.
            json.WriteString("time", fait.Survenu > fait.Saisi ? fait.Saisi : fait.Survenu);
            json.WriteString("saisile", fait.Saisi);
            Ecrire(json, "auteur", fait.Provenance.Auteur);
            Ecrire(json, "site", fait.Provenance.Site);
            Ecrire(json, "canal", fait.Provenance.Canal is { } canal ? CloudEvents.Ecrire(canal) : null);
            json.WriteNumber("position", enregistre.Position);
            json.WritePropertyName("data");
            donnees.WriteTo(json);
            json.WriteEndObject();
        }

        return memoire.ToArray();
    }

    private static void Ecrire(Utf8JsonWriter json, string nom, string? valeur)
    {
        if (valeur is not null)
        {
            json.WriteString(nom, valeur);
        }
    }

    private static void Relever(string? nom, JsonNode? noeud, HashSet<Guid> references)
    {
        switch (noeud)
        {
            case JsonObject objet:
                foreach (var (champ, valeur) in objet)
                {
                    Relever(champ, valeur, references);
                }

                break;
            case JsonArray liste:
                foreach (var element in liste)
                {
                    Relever(nom, element, references);
                }

                break;
            case JsonValue valeur when Reference(nom, valeur) is { } reference:
                references.Add(reference);
                break;
            default:
                break;
        }
    }

    private static void Remplacer(JsonObject objet, IReadOnlyDictionary<Guid, Secret> clairs)
    {
        foreach (var (nom, valeur) in objet.ToArray())
        {
            objet[nom] = EnClair(nom, valeur, clairs);
        }
    }

    private static JsonNode? EnClair(string nom, JsonNode? noeud, IReadOnlyDictionary<Guid, Secret> clairs)
    {
        switch (noeud)
        {
            case JsonObject objet:
                Remplacer(objet, clairs);
                return objet.DeepClone();
            case JsonArray liste:
                return new JsonArray([.. liste.Select(e => EnClair(nom, e, clairs))]);
            case JsonValue valeur when Reference(nom, valeur) is { } reference:
                var trouve = clairs.TryGetValue(reference, out var secret);
                return nom == "identite"
                    ? trouve ? JsonNode.Parse(secret.Clair) : new JsonObject()
                    : JsonValue.Create(trouve ? Encoding.UTF8.GetString(secret.Clair) : Efface);
            default:
                return noeud?.DeepClone();
        }
    }

    /// <summary>The reference that a stored value is, by the form or the name of its field.</summary>
    private static Guid? Reference(string? nom, JsonValue valeur)
    {
        if (valeur.GetValueKind() != JsonValueKind.String || valeur.GetValue<string>() is not { } texte)
        {
            return null;
        }

        if (texte.StartsWith(Prefixe, StringComparison.Ordinal))
        {
            return Guid.TryParse(texte.AsSpan(Prefixe.Length), out var marque) ? marque : null;
        }

        return nom is not null && (nom == "identite" || ChampsDeTexte.Contains(nom)) && Guid.TryParseExact(texte, "D", out var id) ? id : null;
    }
}
