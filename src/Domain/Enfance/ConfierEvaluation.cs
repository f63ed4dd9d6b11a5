using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'évaluation est confiée à un site, qui a trois mois depuis la réception.</summary>
public sealed record ConfierEvaluation(Guid IpId, string? Site = null, DateOnly? Echeance = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConfierEvaluation>(
        "informations-preoccupantes/evaluation",
        "Confier l'évaluation",
        "L'évaluation est confiée à un site, qui a trois mois depuis la réception.",
        Decide,
        """{"ipId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2e","site":"ARTOIS-BETHUNE"}""");

    public static Decision Decide(ConfierEvaluation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EvaluationIpConfiee(commande.IpId, commande.Site ?? contexte.Site, commande.Echeance));
}
