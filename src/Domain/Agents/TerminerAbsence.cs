using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>L'agent est de retour.</summary>
public sealed record TerminerAbsence : Commande
{
    public static Acte Acte { get; } = Acte.De<TerminerAbsence>(
        "absences/retour",
        "Enregistrer le retour",
        "L'agent est de retour.",
        Decide,
        """{}""",
        Flux.Agent);

    public static Decision Decide(TerminerAbsence commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AbsenceTerminee());
}
