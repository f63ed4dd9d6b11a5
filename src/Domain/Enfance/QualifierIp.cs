using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'information est qualifiée : signalement, simple information, ou évaluation.</summary>
public sealed record QualifierIp(Guid IpId, QualificationIp Suite) : Commande
{
    public static Acte Acte { get; } = Acte.De<QualifierIp>(
        "informations-preoccupantes/qualification",
        "Qualifier l'information",
        "L'information est qualifiée : signalement, simple information, ou évaluation.",
        Decide,
        """{"ipId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2e","suite":"evaluation"}""");

    public static Decision Decide(QualifierIp commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new IpQualifiee(commande.IpId, commande.Suite));
}
