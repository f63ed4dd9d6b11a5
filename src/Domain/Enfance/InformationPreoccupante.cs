using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Enfance;

public enum EtapeIp
{
    Recue,
    Qualifiee,
    EnEvaluation,
    Evaluee,
    Conclue,
}

/// <summary>Where an information préoccupante stands.</summary>
public sealed record InformationPreoccupante(EtapeIp Etape, DateOnly RecueLe)
{
    public static ImmutableDictionary<Guid, InformationPreoccupante> Evolve(
        ImmutableDictionary<Guid, InformationPreoccupante> toutes, IEvenementIp evenement, DateOnly jour)
    {
        var ip = toutes.GetValueOrDefault(evenement.IpId);
        var etape = evenement switch
        {
            IpQualifiee { Suite: QualificationIp.Evaluation } => EtapeIp.Qualifiee,
            IpQualifiee => EtapeIp.Conclue,
            EvaluationIpConfiee => EtapeIp.EnEvaluation,
            EvaluationIpRendue => EtapeIp.Evaluee,
            SuiteIpDecidee => EtapeIp.Conclue,
            _ => EtapeIp.Recue,
        };
        return toutes.SetItem(evenement.IpId, new(etape, ip?.RecueLe ?? jour));
    }

    public static Refus? Manquant(ImmutableDictionary<Guid, InformationPreoccupante> toutes, IEvenementIp evenement)
    {
        var etape = toutes.GetValueOrDefault(evenement.IpId)?.Etape;
        return evenement switch
        {
            InformationPreoccupanteRecue when etape is not null => Refuser("ip-deja-recue", "Une information préoccupante porte déjà cet identifiant : qualifiez-la, ou prenez un autre identifiant."),
            InformationPreoccupanteRecue => null,
            _ when etape is null => Refuser("ip-non-recue", "Aucune information préoccupante n'est reçue sous cet identifiant : enregistrez d'abord sa réception."),
            _ when etape == EtapeIp.Conclue => Refuser("ip-deja-conclue", "La suite de cette information est déjà décidée : rectifiez-la, ou recevez une nouvelle information."),
            EvaluationIpConfiee when etape is EtapeIp.EnEvaluation or EtapeIp.Evaluee => Refuser("evaluation-deja-confiee", "L'évaluation est déjà confiée : elle peut être rendue."),
            EvaluationIpRendue when etape != EtapeIp.EnEvaluation => Refuser("evaluation-non-confiee", "L'évaluation n'est pas confiée, ou déjà rendue : confiez-la d'abord à un site."),
            SuiteIpDecidee when etape != EtapeIp.Evaluee => Refuser("evaluation-non-rendue", "La suite se décide après l'évaluation : enregistrez d'abord ses conclusions."),
            _ => null,
        };

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.IpId.ToString(), "data.ipId");
    }
}
