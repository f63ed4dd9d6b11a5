using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Diagnostic;

/// <summary>Les six thèmes sont renseignés ; le diagnostic conclut par une préconisation.</summary>
public sealed record CompleterDiagnostic(Guid DiagnosticId, Parcours? Preconisation = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<CompleterDiagnostic>(
        "diagnostics/completude",
        "Conclure un diagnostic",
        "Les six thèmes sont renseignés ; le diagnostic conclut par une préconisation.",
        Decide,
        """{"diagnosticId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a26","preconisation":"social"}""");

    public static Decision Decide(CompleterDiagnostic commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DiagnosticComplete(commande.DiagnosticId, commande.Preconisation));
}
