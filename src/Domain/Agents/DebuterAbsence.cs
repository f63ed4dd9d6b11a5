using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>L'agent s'absente ; les personnes qu'il accompagne sont à relayer.</summary>
public sealed record DebuterAbsence(CodeOuTexte? Motif = null, DateOnly? Jusquau = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DebuterAbsence>(
        "absences",
        "Enregistrer une absence",
        "L'agent s'absente ; les personnes qu'il accompagne sont à relayer.",
        Decide,
        """{"motif":"conge","jusquau":"2025-08-31"}""",
        Flux.Agent);

    public static Decision Decide(DebuterAbsence commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AbsenceDebutee(commande.Motif, commande.Jusquau));
}
