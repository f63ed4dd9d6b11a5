using System.Reflection;
using System.Text.Json;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Tests.Contrat;

/// <summary>An event of any type with every field filled in, always the same.</summary>
internal static class Specimen
{
    public static IEvenement De(TypeEvenement type) => (IEvenement)Construire(type.Type);

    private static object Construire(Type type)
    {
        var constructeur = type.GetConstructors()[0];
        return constructeur.Invoke([.. constructeur.GetParameters().Select((p, i) => Valeur(p, i))]);
    }

    private static object Valeur(ParameterInfo parametre, int rang)
    {
        var type = Nullable.GetUnderlyingType(parametre.ParameterType) ?? parametre.ParameterType;
        var coffre = new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, (byte)rang);
        return type switch
        {
            _ when type == typeof(Guid) => new Guid(0x5f0c6c1e, 0x8f0e, 0x4f5e, 0x9d, 0x8a, 0x0a, 0x4c, 0x3c, 0x2b, 0x1a, (byte)rang),
            _ when type == typeof(string) => Texte(parametre.Name!),
            _ when type == typeof(int) => parametre.Name == "Gir" ? 4 : 3,
            _ when type == typeof(decimal) => parametre.Name == "Etp" ? 0.8m : 150.5m,
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateOnly) => new DateOnly(2015, 9, 1),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2015, 9, 1, 9, 30, 0, TimeSpan.FromHours(2)),
            _ when type == typeof(Mois) => new Mois(1980, 5),
            _ when type == typeof(IdentiteConfidentielle) => new IdentiteConfidentielle(coffre),
            _ when type == typeof(TexteConfidentiel) => new TexteConfidentiel(coffre),
            _ when type == typeof(CodeOuTexte) => CodeOuTexte.DuCode("autre"),
            _ when type == typeof(IReadOnlyList<CodeOuTexte>) => (CodeOuTexte[])[CodeOuTexte.DuCode("garde"), CodeOuTexte.DuTexte(new(coffre))],
            _ when type == typeof(IReadOnlyList<Objectif>) => (Objectif[])[(Objectif)Construire(typeof(Objectif))],
            _ when type == typeof(IReadOnlyList<ObjectifEvalue>) => (ObjectifEvalue[])[(ObjectifEvalue)Construire(typeof(ObjectifEvalue))],
            _ when type == typeof(DonneesRectifiees) => DonneesRectifiees.Scellees(JsonDocument.Parse("""{"motif":"autre"}""").RootElement),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ => throw new NotSupportedException($"No specimen of {type}."),
        };
    }

    private static string Texte(string champ) => champ switch
    {
        "CodeInsee" => "62041",
        "Agent" or "Ancien" => "AGT-0042",
        "Nouveau" => "AGT-0043",
        "Site" or "Registre" => "ARTOIS-BETHUNE",
        "AnneeScolaire" => "2014-2015",
        "EvenementId" => "g-2015-000123",
        _ => $"{champ.ToUpperInvariant()}-1",
    };
}
