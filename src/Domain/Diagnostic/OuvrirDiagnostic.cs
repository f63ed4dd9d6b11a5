using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Diagnostic;

/// <summary>Un diagnostic 360° commence ; il se remplit dans n'importe quel ordre, en plusieurs séances s'il le faut.</summary>
public sealed record OuvrirDiagnostic(MomentDiagnostic? Moment = null, string? Grille = null, Guid? DiagnosticId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<OuvrirDiagnostic>(
        "diagnostics",
        "Ouvrir un diagnostic 360°",
        "Un diagnostic 360° commence ; il se remplit dans n'importe quel ordre, en plusieurs séances s'il le faut.",
        Decide,
        """{"moment":"entree","grille":"2024"}""");

    public static Decision Decide(OuvrirDiagnostic commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DiagnosticOuvert(contexte.Identifiant(commande.DiagnosticId), commande.Moment, commande.Grille));
}
