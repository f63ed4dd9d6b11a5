using System.Collections;
using System.Reflection;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Dossiers;

/// <summary>
/// One French sentence per event, for the timeline: it names nobody and quotes no free text, which stay in the coffre and are
/// given by their references.
/// </summary>
public static partial class Phrases
{
    /// <summary>The sentence of an event.</summary>
    public static string De(IEvenement evenement) =>
        DeLaPersonne(evenement) ?? DeLAccueil(evenement) ?? DeLInsertion(evenement) ?? DesAides(evenement) ?? DesMesures(evenement)
        ?? DeLEnfance(evenement) ?? DuLogementEtDeLAutonomie(evenement) ?? DesAgents(evenement)
        ?? throw new ArgumentOutOfRangeException(nameof(evenement), evenement, "An event without a sentence.");

    /// <summary>What the event left in the coffre: identities and texts, by their references.</summary>
    public static IReadOnlyList<Guid> AuCoffre(IEvenement evenement)
    {
        var references = new List<Guid>();
        foreach (var propriete in evenement.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Relever(propriete.GetValue(evenement), references);
        }

        return references;
    }

    private static void Relever(object? valeur, List<Guid> references)
    {
        switch (valeur)
        {
            case TexteConfidentiel texte:
                references.Add(texte.Id);
                break;
            case IdentiteConfidentielle identite:
                references.Add(identite.Id);
                break;
            case CodeOuTexte { Texte: { } texte }:
                references.Add(texte.Id);
                break;
            case string:
                break;
            case IEnumerable elements:
                foreach (var element in elements)
                {
                    Relever(element, references);
                }

                break;
            case Rsa.Objectif objectif:
                Relever(objectif.Code, references);
                break;
            case Rsa.ObjectifEvalue objectif:
                Relever(objectif.Code, references);
                break;
            default:
                break;
        }
    }

    private static string Motif(CodeOuTexte? motif) => motif is { } m ? $" ({Libelles.De(m)})" : "";

    private static string Liste(IReadOnlyList<CodeOuTexte>? codes) =>
        codes is { Count: > 0 } ? $" : {string.Join(", ", codes.Select(Libelles.De))}" : "";

    /// <summary>A commune by its name; one outside the département by its code.</summary>
    private static string Commune(string? code) => code is null ? ""
        : Territoires.PasDeCalais.Communes.FirstOrDefault(c => c.CodeInsee == code) is { } commune ? $" à {commune.Nom}" : $" hors du département ({code})";

    private static string Si(object? valeur, string avant, string apres = "") => valeur switch
    {
        null => "",
        Enum e => $"{avant}{Libelles.De(e)}{apres}",
        CodeOuTexte c => $"{avant}{Libelles.De(c)}{apres}",
        DateOnly d => $"{avant}{Libelles.De(d)}{apres}",
        decimal m => $"{avant}{Libelles.Euros(m)}{apres}",
        _ => $"{avant}{valeur}{apres}",
    };
}
