using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Diagnostic;

/// <summary>La personne a relu la synthèse et y ajoute ce qu'elle veut.</summary>
public sealed record RelireSynthese(Guid DiagnosticId, TexteConfidentiel? Precisions = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RelireSynthese>(
        "diagnostics/synthese",
        "Relire la synthèse",
        "La personne a relu la synthèse et y ajoute ce qu'elle veut.",
        Decide,
        """{"diagnosticId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a25","precisions":"Je veux reprendre une formation."}""");

    public static Decision Decide(RelireSynthese commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SyntheseRelue(commande.DiagnosticId, commande.Precisions));
}
