using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'évaluation est rendue, avec ses conclusions.</summary>
public sealed record RendreEvaluation(Guid IpId, CodeOuTexte? Conclusion = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RendreEvaluation>(
        "informations-preoccupantes/conclusion",
        "Rendre l'évaluation",
        "L'évaluation est rendue, avec ses conclusions.",
        Decide,
        """{"ipId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2f","conclusion":"mesureProposee"}""");

    public static Decision Decide(RendreEvaluation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EvaluationIpRendue(commande.IpId, commande.Conclusion));
}
