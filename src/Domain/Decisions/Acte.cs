using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Decisions;

/// <summary>A command that was read, with the texts it brings, or why it could not be.</summary>
public readonly record struct LectureCommande(Commande? Commande, Secret[] Secrets, Refus? Refus);

/// <summary>What the project knows of one act of work: where it is called, what it is, how it is read and decided.</summary>
public sealed class Acte
{
    private readonly Func<Commande, Trajectoire, ContexteDecision, Decision> decider;
    private JsonTypeInfo? json;

    private Acte(string chemin, string titre, string resume, Type commande, string exemple, Flux flux, Func<Commande, Trajectoire, ContexteDecision, Decision> decider)
    {
        (Chemin, Titre, Resume, TypeCommande, Exemple, Flux) = (chemin, titre, resume, commande, exemple, flux);
        this.decider = decider;
        Champs = [.. Champ.De(commande.GetConstructors()[0]), .. ChampsCommuns];
    }

    /// <summary>What follows the stream in the path: <c>contrats/renouvellement</c>; empty for the act that opens the stream.</summary>
    public string Chemin { get; }

    /// <summary>A few words in French, for menus and OpenAPI.</summary>
    public string Titre { get; }

    /// <summary>What the act says, in French.</summary>
    public string Resume { get; }

    /// <summary>The folder of its trade: <c>Rsa</c>, <c>Mesures</c>…</summary>
    public string Domaine => TypeCommande.Namespace![(TypeCommande.Namespace!.LastIndexOf('.') + 1)..];

    public Type TypeCommande { get; }

    /// <summary>A body that a suitable file accepts, as JSON.</summary>
    public string Exemple { get; }

    /// <summary>The kinds of streams it can be recorded in.</summary>
    public Flux Flux { get; }

    public IReadOnlyList<Champ> Champs { get; }

    private static Champ[] ChampsCommuns { get; } =
        [.. typeof(Commande).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.SetMethod is not null)
            .Select(p => new Champ(JsonNamingPolicy.CamelCase.ConvertName(p.Name), typeof(StatistiqueAttribute), p.PropertyType, Obligatoire: false))];

    public static Acte De<T>(
        string chemin, string titre, string resume, Func<T, Trajectoire, ContexteDecision, Decision> decider, string exemple, Flux flux = Flux.Trajectoire)
        where T : Commande =>
        new(chemin, titre, resume, typeof(T), exemple, flux, (commande, etat, contexte) => decider((T)commande, etat, contexte));

    /// <summary>Reads a body. Never throws on what it is given; texts and identities are set apart for the coffre.</summary>
    /// <param name="corps">JSON in UTF-8; nothing at all is an empty object.</param>
    /// <param name="graine">The seed of the decision: the identifiers of the texts follow from it.</param>
    /// <param name="collecte">Gathers the texts.</param>
    public LectureCommande Lire(ReadOnlySpan<byte> corps, Guid graine, Collecte collecte)
    {
        if (corps.IsEmpty)
        {
            corps = "{}"u8;
        }

        collecte.Ouvrir(graine);
        try
        {
            var commande = (Commande?)JsonSerializer.Deserialize(corps, json ??= Json.Entrant.GetTypeInfo(TypeCommande));
            return commande is null ? new(null, [], new("json-invalide", "Le corps est un objet JSON."))
                : AvecControle(corps) ? new(null, [], new("json-invalide", "Un texte du corps contient un caractère de contrôle, qui ne s'écrit ni ne se lit."))
                : new(commande, collecte.Fermer(), null);
        }
        catch (JsonException erreur)
        {
            return new(null, [], DonneesRecues.Expliquer(Titre, Champs, corps, erreur, prefixe: ""));
        }
        catch (InvalidOperationException)
        {
            return new(null, [], new("json-invalide", "Un texte du corps n'est pas de l'UTF-8 valide."));
        }
        finally
        {
            collecte.Fermer();
        }
    }

    /// <summary>Whether a text holds a sign that nobody can read nor type: neither a tab nor the end of a line. Such signs come escaped.</summary>
    private static bool AvecControle(ReadOnlySpan<byte> corps)
    {
        if (!corps.Contains((byte)'\\'))
        {
            return false;
        }

        var lecteur = new Utf8JsonReader(corps);
        while (lecteur.Read())
        {
            if (lecteur is { TokenType: JsonTokenType.String, ValueIsEscaped: true } && lecteur.GetString()!.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Decides. Pure: the same command on the same state in the same context gives the same decision.</summary>
    public Decision Decider(Commande commande, Trajectoire etat, ContexteDecision contexte) => decider(commande, etat, contexte with
    {
        Survenu = commande.SurvenuLe ?? contexte.Survenu,
        Canal = commande.Canal ?? contexte.Canal,
        Confirme = commande.Confirme ?? contexte.Confirme,
    });
}
