using System.Text.Json;
using Accompagnement.Domain.Upcasters;

namespace Accompagnement.Domain.Faits;

/// <summary>A line that was read: a fact with the secrets it brings, or the reason it is refused.</summary>
/// <param name="Fait">The fact, when it could be read.</param>
/// <param name="Secrets">What must go to the coffre with it.</param>
/// <param name="Refus">Why it could not be read.</param>
/// <param name="Identifiant">The id it carries, as far as it could be read; for the answer.</param>
public readonly record struct Lecture(Fait? Fait, Secret[] Secrets, Refus? Refus, string? Identifiant);

/// <summary>Reads and writes facts as CloudEvents 1.0 (<c>contract/events.md</c>, section 1).</summary>
public static partial class CloudEvents
{
    /// <summary>The longest source or id that is accepted, in characters.</summary>
    public const int LongueurIdentifiant = 200;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads one fact. Never throws on what it is given: whatever is wrong becomes a <see cref="Refus"/>.</summary>
    /// <param name="json">One CloudEvent in UTF-8.</param>
    /// <param name="maintenant">The server's clock: when the fact is recorded, unless it says so itself.</param>
    /// <param name="collecte">Reused from one fact to the next by the same caller.</param>
    public static Lecture Lire(ReadOnlySpan<byte> json, DateTimeOffset maintenant, Collecte collecte)
    {
        var enveloppe = new Enveloppe();
        try
        {
            if (enveloppe.Lire(json) is { } refus)
            {
                return new(null, [], refus, enveloppe.Id);
            }
        }
        catch (JsonException)
        {
            return new(null, [], new("json-invalide", "La ligne n'est pas un objet JSON lisible."), enveloppe.Id);
        }
        catch (InvalidOperationException)
        {
            return new(null, [], new("json-invalide", "Un texte de la ligne n'est pas de l'UTF-8 valide."), enveloppe.Id);
        }

        if (Verifier(ref enveloppe, maintenant) is { } refuse)
        {
            return new(null, [], refuse, enveloppe.Id);
        }

        var provenance = new Provenance(enveloppe.Source!, enveloppe.Id!, enveloppe.Auteur, enveloppe.Site, LireCanal(enveloppe.Canal));
        var id = Empreintes.Uuid(provenance.Source, provenance.Id);
        var (evenement, secrets, inconnus, illisible) = LireVersion(enveloppe, id, collecte);
        return illisible is null
            ? new(
                new Fait(enveloppe.Sujet, evenement!, enveloppe.Survenu, enveloppe.Saisi, provenance) { Id = id, Signalements = inconnus ? ["champs-inconnus"] : [] },
                secrets, null, enveloppe.Id)
            : new(null, [], illisible, enveloppe.Id);
    }

    /// <summary>Checks the attributes of an envelope and reads those that are more than texts.</summary>
    private static Refus? Verifier(ref Enveloppe e, DateTimeOffset maintenant)
    {
        if (e.SpecVersion != "1.0")
        {
            return new("version-cloudevents", "`specversion` doit valoir \"1.0\".", Court(e.SpecVersion), "specversion");
        }

        if (!EstIdentifiant(e.Id))
        {
            return new("identifiant-invalide", "`id` est obligatoire : une chaîne de 1 à 200 caractères.", null, "id");
        }

        if (!EstIdentifiant(e.Source))
        {
            return new("source-invalide", "`source` est obligatoire : une chaîne de 1 à 200 caractères.", null, "source");
        }

        e.TypeConnu = e.Type is null ? null : TypeEvenement.DuNom(e.Type);
        if (e.TypeConnu is null)
        {
            return new("type-inconnu", "`type` n'est pas un événement du contrat.", Court(e.Type), "type");
        }

        if (!Sujet.TryParse(e.Subject, out e.Sujet))
        {
            return new("sujet-invalide", "`subject` s'écrit trajectoire/{uuid}, foyer/{uuid}, agent/{code}, structure/{code} ou registre/{site}.", Court(e.Subject), "subject");
        }

        if ((e.TypeConnu.Flux & e.Sujet.Nature) == 0)
        {
            return new("flux-inadapte", $"{e.TypeConnu.Nom} ne s'enregistre pas dans un flux « {Sujet.NomDe(e.Sujet.Nature)} ».", Sujet.NomDe(e.Sujet.Nature), "subject");
        }

        return Instants(ref e, maintenant) ?? Codifies(e);
    }

    /// <summary>Reads the data in the version the envelope announces; without announcement it is today's.</summary>
    private static (IEvenement? Evenement, Secret[] Secrets, bool Inconnus, Refus? Refus) LireVersion(in Enveloppe e, Guid id, Collecte collecte)
    {
        if (Versions.DuSchema(e.DataSchema) is not { } version || version == Versions.Courante(e.TypeConnu!.Nom))
        {
            return LireDonnees(e.TypeConnu!, e.Data, id, collecte);
        }

        if (version < 1 || !Versions.EstAncienne(e.TypeConnu.Nom, version))
        {
            return (null, [], false, new("version-inconnue", $"{e.TypeConnu.Nom} se lit jusqu'à la version {Versions.Courante(e.TypeConnu.Nom)}.", Court(e.DataSchema), "dataschema"));
        }

        try
        {
            return LireDonnees(e.TypeConnu, e.Data.IsEmpty ? e.Data : Versions.Moderniser(e.TypeConnu.Nom, version, e.Data), id, collecte);
        }
        catch (Exception illisible) when (illisible is JsonException or InvalidOperationException)
        {
            return (null, [], false, new("json-invalide", "Les données ne sont pas un objet JSON lisible, ou un champ y est répété.", null, "data"));
        }
    }

    private static Refus? Instants(ref Enveloppe e, DateTimeOffset maintenant)
    {
        if (!Faits.Instants.TryParseComplet(e.Time, out e.Survenu))
        {
            return new("date-invalide", "`time` est obligatoire : un instant RFC 3339 avec son décalage.", Court(e.Time), "time");
        }

        e.Saisi = maintenant;
        if (e.SaisiLe is not null && !Faits.Instants.TryParseComplet(e.SaisiLe, out e.Saisi))
        {
            return new("date-invalide", "`saisile` est un instant RFC 3339 avec son décalage.", Court(e.SaisiLe), "saisile");
        }

        if (e.Saisi > maintenant)
        {
            return new("saisie-future", "`saisile` est postérieur à l'heure du serveur.", e.SaisiLe, "saisile");
        }

        return e.Survenu > e.Saisi
            ? new("fait-futur", "Un fait ne peut pas survenir après sa saisie : `time` est postérieur à `saisile` (ou à l'heure du serveur).", e.Time, "time")
            : null;
    }

    private static Refus? Codifies(in Enveloppe e)
    {
        if (e.Auteur is not null && !Codes.EstCle(e.Auteur))
        {
            return new("code-invalide", "`auteur` est un code d'agent.", null, "auteur");
        }

        if (e.Site is not null && !Codes.EstCle(e.Site))
        {
            return new("code-invalide", "`site` est un code de site.", null, "site");
        }

        return e.Canal is null || LireCanal(e.Canal) is not null
            ? null
            : new("valeur-inconnue", "`canal` : guichet, telephone, numerique, courrier, domicile, papier ou import.", Court(e.Canal), "canal");
    }

    /// <summary>Reads the data of a fact of a known type, and says whether members unknown to the contract were met.</summary>
    /// <param name="type">The type of the fact.</param>
    /// <param name="data">Its data, in UTF-8.</param>
    /// <param name="fait">The identifier of the fact that carries the data.</param>
    /// <param name="collecte">Gathers the secrets.</param>
    /// <param name="dejaCollectes">How many secrets that fact has already, so that their identifiers stay distinct.</param>
    public static (IEvenement? Evenement, Secret[] Secrets, bool Inconnus, Refus? Refus) LireDonnees(
        TypeEvenement type, ReadOnlySpan<byte> data, Guid fait, Collecte collecte, int dejaCollectes = 0)
    {
        if (data.IsEmpty)
        {
            data = "{}"u8;
        }

        collecte.Ouvrir(fait, dejaCollectes);
        try
        {
            return (type.LireRecu(data, tolerant: false), collecte.Fermer(), false, null);
        }
        catch (JsonException)
        {
            collecte.Recommencer();
        }
        catch (InvalidOperationException)
        {
            return Illisible();
        }

        try
        {
            var evenement = type.LireRecu(data, tolerant: true);
            collecte.Ajouter(NatureSecret.ChampsInconnus, DonneesRecues.SansNir(data));
            return (evenement, collecte.Fermer(), true, null);
        }
        catch (JsonException erreur)
        {
            collecte.Fermer();
            return (null, [], false, DonneesRecues.Expliquer(type, data, erreur));
        }
        catch (InvalidOperationException)
        {
            return Illisible();
        }

        (IEvenement?, Secret[], bool, Refus?) Illisible()
        {
            collecte.Fermer();
            return (null, [], false, new("json-invalide", "Un texte des données n'est pas de l'UTF-8 valide.", null, "data"));
        }
    }

    /// <summary>The channel of a code, or null when there is none of that name.</summary>
    public static Canal? LireCanal(string? canal) => canal switch
    {
        "guichet" => Canal.Guichet,
        "telephone" => Canal.Telephone,
        "numerique" => Canal.Numerique,
        "courrier" => Canal.Courrier,
        "domicile" => Canal.Domicile,
        "papier" => Canal.Papier,
        "import" => Canal.Import,
        _ => null,
    };

    /// <summary>The code of a channel, as the contract writes it.</summary>
    public static string Ecrire(Canal canal) => Canaux[(int)canal];

    private static readonly string[] Canaux = [.. Enum.GetNames<Canal>().Select(CodesEnJson.Instance.ConvertName)];

    private static bool EstIdentifiant(string? texte)
    {
        if (texte is not { Length: > 0 and <= LongueurIdentifiant })
        {
            return false;
        }

        foreach (var lettre in texte)
        {
            if (char.IsControl(lettre))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Court(string? texte) => texte is { Length: > 80 } ? string.Concat(texte.AsSpan(0, 80), "…") : texte;
}
