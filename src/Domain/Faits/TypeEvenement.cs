using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Accompagnement.Domain.Upcasters;

namespace Accompagnement.Domain.Faits;

/// <summary>What the project knows about one event name: its record, where it may be recorded, how it is read and written.</summary>
public sealed class TypeEvenement
{
    // Made when first needed: a short command does not wait for the other hundred and thirty.
    private JsonTypeInfo? entrant;
    private JsonTypeInfo? entrantTolerant;
    private JsonTypeInfo? stocke;
    private readonly bool plusieursVersions;

    private TypeEvenement(Type type)
    {
        var attribut = type.GetCustomAttribute<EvenementAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} does not say which stream it belongs to.");
        Type = type;
        Nom = type.Name;
        NomStocke = EnSnakeCase(type.Name);
        NomDotNet = $"{type.FullName}, {type.Assembly.GetName().Name}";
        Flux = attribut.Flux;
        Ouvre = attribut.Ouvre;
        plusieursVersions = Versions.EnAPlusieurs(type.Name);
        Champs = Champ.De(type.GetConstructors()[0]);
    }

    public Type Type { get; }

    /// <summary>The name in the contract: <c>MesureDecidee</c>.</summary>
    public string Nom { get; }

    /// <summary>The name in the store, as Marten makes it: <c>mesure_decidee</c>.</summary>
    public string NomStocke { get; }

    /// <summary>The .NET name in the store, without version.</summary>
    public string NomDotNet { get; }

    public Flux Flux { get; }

    /// <summary>True for the fact that must come first in its stream.</summary>
    public bool Ouvre { get; }

    public IReadOnlyList<Champ> Champs { get; }

    /// <summary>Every event name, in no order.</summary>
    public static IReadOnlyCollection<TypeEvenement> Tous => ParNom.Values;

    private JsonTypeInfo Stocke => stocke ??= Json.Stocke.GetTypeInfo(Type);

    private static FrozenDictionary<string, TypeEvenement> ParNom { get; } = typeof(IEvenement).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IEvenement)))
        .Select(t => new TypeEvenement(t))
        .ToFrozenDictionary(t => t.Nom, StringComparer.Ordinal);

    private static FrozenDictionary<string, TypeEvenement> ParNomStocke { get; } =
        ParNom.Values.ToFrozenDictionary(t => t.NomStocke, StringComparer.Ordinal);

    private static FrozenDictionary<Type, TypeEvenement> ParType { get; } = ParNom.Values.ToFrozenDictionary(t => t.Type);

    public static TypeEvenement? DuNom(string nom) => ParNom.GetValueOrDefault(nom);

    public static TypeEvenement? DuNomStocke(ReadOnlySpan<char> nom) =>
        ParNomStocke.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(nom, out var type) ? type : null;

    public static TypeEvenement De(IEvenement evenement) => ParType[evenement.GetType()];

    /// <summary>Writes the data of a fact as the store keeps it.</summary>
    public byte[] Ecrire(IEvenement evenement) => JsonSerializer.SerializeToUtf8Bytes(evenement, Stocke);

    public void Ecrire(Utf8JsonWriter writer, IEvenement evenement) => JsonSerializer.Serialize(writer, evenement, Stocke);

    /// <summary>Reads data that the store kept, in whatever version it was written.</summary>
    public IEvenement LireStocke(ReadOnlySpan<byte> json)
    {
        try
        {
            return (IEvenement)JsonSerializer.Deserialize(json, Stocke)!;
        }
        catch (JsonException) when (plusieursVersions)
        {
            return (IEvenement)JsonSerializer.Deserialize(Versions.Moderniser(Nom, version: 1, json), Stocke)!;
        }
    }

    public IEvenement LireStocke(JsonElement json) =>
        plusieursVersions ? LireStocke(JsonMarshal.GetRawUtf8Value(json)) : (IEvenement)json.Deserialize(Stocke)!;

    /// <summary>Reads data received from outside; texts go to the open <see cref="Collecte"/>. Throws <see cref="JsonException"/>.</summary>
    internal IEvenement LireRecu(ReadOnlySpan<byte> json, bool tolerant) =>
        (IEvenement?)JsonSerializer.Deserialize(json, tolerant ? entrantTolerant ??= Json.EntrantTolerant.GetTypeInfo(Type) : entrant ??= Json.Entrant.GetTypeInfo(Type))
        ?? throw new JsonException("Les données d'un fait sont un objet.");

    /// <summary>As Marten does: a run of capitals is one word up to the last, which begins the next (<c>mise_al_abri</c>).</summary>
    private static string EnSnakeCase(string nom)
    {
        var resultat = new StringBuilder(nom.Length + 8);
        for (var i = 0; i < nom.Length; i++)
        {
            var suitUneMinuscule = i > 0 && !char.IsUpper(nom[i - 1]);
            var precedeUneMinuscule = i > 0 && i + 1 < nom.Length && char.IsLower(nom[i + 1]);
            if (char.IsUpper(nom[i]) && (suitUneMinuscule || precedeUneMinuscule))
            {
                resultat.Append('_');
            }

            resultat.Append(char.ToLowerInvariant(nom[i]));
        }

        return resultat.ToString();
    }
}

/// <summary>One field of an event.</summary>
/// <param name="Nom">Its name in JSON.</param>
/// <param name="Classe">Its class: an attribute that derives from <see cref="ClasseAttribute"/>; null is a defect that a test finds.</param>
/// <param name="Type">Its .NET type.</param>
/// <param name="Obligatoire">Whether an event without it is refused.</param>
public sealed record Champ(string Nom, Type? Classe, Type Type, bool Obligatoire)
{
    /// <summary>The fields that the constructor of a record takes.</summary>
    public static Champ[] De(ConstructorInfo constructeur) =>
        [.. constructeur.GetParameters().Select(p => new Champ(
            JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p.GetCustomAttribute<ClasseAttribute>()?.GetType(), p.ParameterType, !p.HasDefaultValue))];
}
