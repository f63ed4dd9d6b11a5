using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>La procédure d'expulsion franchit un stade.</summary>
public sealed record FranchirStade(Guid ProcedureId, StadeExpulsion Stade) : Commande
{
    public static Acte Acte { get; } = Acte.De<FranchirStade>(
        "expulsions/stade",
        "Franchir un stade",
        "La procédure d'expulsion franchit un stade.",
        Decide,
        """{"procedureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a33","stade":"assignation"}""");

    public static Decision Decide(FranchirStade commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new StadeExpulsionFranchi(commande.ProcedureId, commande.Stade));
}
