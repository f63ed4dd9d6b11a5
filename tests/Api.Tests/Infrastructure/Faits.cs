using System.Text.Json;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>Lines of facts as other systems send them, with invented people.</summary>
internal sealed class Faits(string source = "/essai")
{
    private int numero;

    /// <summary>One line; the id is the next number of its source.</summary>
    public string Ligne(string type, string sujet, string jour, object data, string? saisiLe = null, string? id = null) =>
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? $"e-{++numero}",
            ["source"] = source,
            ["type"] = type,
            ["subject"] = sujet,
            ["time"] = $"{jour}T10:00:00+01:00",
            ["saisile"] = $"{saisiLe ?? jour}T18:00:00+01:00",
            ["auteur"] = "AGT-0001",
            ["canal"] = "guichet",
            ["data"] = data,
        });

    public static string Personne(Guid id) => $"trajectoire/{id}";

    /// <summary>A person and where they live.</summary>
    public IEnumerable<string> Inscrire(Guid personne, string naissance, string? commune, string jour = "2013-01-02", string? saisiLe = null)
    {
        yield return Ligne("PersonneInscrite", Personne(personne), jour, new { sexe = "F", naissance, identite = new { nomNaissance = "Testard", prenoms = "Zoé" } }, saisiLe);
        if (commune is not null)
        {
            yield return Ligne("DomicileDeclare", Personne(personne), jour, new { codeInsee = commune, typeLogement = "locatairePrive" }, saisiLe);
        }
    }
}
