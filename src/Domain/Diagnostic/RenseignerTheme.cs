using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Diagnostic;

/// <summary>Un des six thèmes est renseigné, de 0 (autonome) à 4 (bloquant).</summary>
public sealed record RenseignerTheme(
    Guid DiagnosticId,
    Theme Theme,
    int Niveau,
    IReadOnlyList<CodeOuTexte>? Freins = null,
    IReadOnlyList<CodeOuTexte>? Atouts = null,
    IReadOnlyList<CodeOuTexte>? Alertes = null,
    TexteConfidentiel? Note = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RenseignerTheme>(
        "diagnostics/themes",
        "Renseigner un thème",
        "Un des six thèmes est renseigné, de 0 (autonome) à 4 (bloquant).",
        Decide,
        """{"diagnosticId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a25","theme":"logement","niveau":3,"freins":["impayes"],"note":"Trois mois de retard."}""");

    public static Decision Decide(RenseignerTheme commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ThemeRenseigne(
            commande.DiagnosticId, commande.Theme, commande.Niveau, commande.Freins, commande.Atouts, commande.Alertes, commande.Note));
}
