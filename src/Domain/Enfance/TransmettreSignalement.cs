using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Un signalement est transmis à l'autorité judiciaire, sans délai en cas de danger grave et immédiat.</summary>
public sealed record TransmettreSignalement(CodeOuTexte? Destinataire = null, Guid? IpId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TransmettreSignalement>(
        "signalements",
        "Transmettre un signalement",
        "Un signalement est transmis à l'autorité judiciaire, sans délai en cas de danger grave et immédiat.",
        Decide,
        """{"destinataire":"parquet-arras"}""");

    public static Decision Decide(TransmettreSignalement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SignalementTransmis(commande.Destinataire, commande.IpId));
}
