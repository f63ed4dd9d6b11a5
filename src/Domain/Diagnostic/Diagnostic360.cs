using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Diagnostic;

/// <summary>Where a diagnostic 360° stands: which of the six themes are filled in, and whether it is complete.</summary>
public sealed record Diagnostic360(ImmutableHashSet<Theme> Themes, DateOnly? CompleteLe = null)
{
    public static ImmutableDictionary<Guid, Diagnostic360> Evolve(
        ImmutableDictionary<Guid, Diagnostic360> tous, IEvenementDiagnostic evenement, DateOnly jour)
    {
        var diagnostic = tous.GetValueOrDefault(evenement.DiagnosticId);
        var suivant = evenement switch
        {
            DiagnosticOuvert => new Diagnostic360([]),
            _ when diagnostic is null => null,
            ThemeRenseigne e => diagnostic with { Themes = diagnostic.Themes.Add(e.Theme) },
            DiagnosticComplete => diagnostic with { CompleteLe = jour },
            _ => diagnostic,
        };
        return suivant is null || ReferenceEquals(suivant, diagnostic) ? tous : tous.SetItem(evenement.DiagnosticId, suivant);
    }

    /// <summary>Judges a fact about a diagnostic against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, Diagnostic360> tous, IEvenementDiagnostic evenement, Examen examen)
    {
        var diagnostic = tous.GetValueOrDefault(evenement.DiagnosticId);
        switch (evenement)
        {
            case DiagnosticOuvert when diagnostic is not null:
                return Refuser("diagnostic-deja-ouvert", "Un diagnostic est déjà ouvert sous cet identifiant.");
            case DiagnosticOuvert:
                return null;
            case var _ when diagnostic is null:
                return Refuser("diagnostic-non-ouvert", "Aucun diagnostic n'est ouvert sous cet identifiant.");
            case ThemeRenseigne { Niveau: < 0 or > 4 } e:
                return new("valeur-hors-domaine", "Le niveau va de 0 (autonome) à 4 (bloquant).", $"{e.Niveau}", "data.niveau");
            case ThemeRenseigne when diagnostic.CompleteLe is { } fin:
                if (examen.Jour > fin)
                {
                    return Refuser("diagnostic-deja-complet", $"Le diagnostic est complet depuis le {fin:dd/MM/yyyy} : ouvrez-en un nouveau.");
                }

                examen.Signaler("etape-saisie-apres-la-fin");
                return null;
            case DiagnosticComplete when diagnostic.CompleteLe is { } fin:
                return Refuser("diagnostic-deja-complet", $"Le diagnostic est déjà complet depuis le {fin:dd/MM/yyyy}.");
            case DiagnosticComplete when Manquants(diagnostic) is { Length: > 0 } manquants:
                return new("diagnostic-incomplet", $"Un diagnostic n'est complet qu'avec les six thèmes ; il manque : {manquants}.", manquants, "data.diagnosticId");
            default:
                return null;
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.DiagnosticId.ToString(), "data.diagnosticId");
    }

    private static string Manquants(Diagnostic360 diagnostic) =>
        string.Join(", ", Enum.GetValues<Theme>().Except(diagnostic.Themes).Select(t => CodesEnJson.Instance.ConvertName(t.ToString())));
}
