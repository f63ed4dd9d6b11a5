using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>La suite donnée à l'évaluation est décidée.</summary>
public sealed record DeciderSuiteIp(Guid IpId, SuiteIp Suite) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeciderSuiteIp>(
        "informations-preoccupantes/suite",
        "Décider la suite",
        "La suite donnée à l'évaluation est décidée.",
        Decide,
        """{"ipId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a30","suite":"mesureAdministrative"}""");

    public static Decision Decide(DeciderSuiteIp commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SuiteIpDecidee(commande.IpId, commande.Suite));
}
