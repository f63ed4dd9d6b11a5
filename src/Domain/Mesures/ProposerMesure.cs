using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>Une mesure est proposée à la personne ou à la famille.</summary>
public sealed record ProposerMesure(TypeMesure Type, CodeOuTexte? Initiative = null, Guid? FoyerId = null, Guid? MesureId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ProposerMesure>(
        "mesures/proposition",
        "Proposer une mesure",
        "Une mesure est proposée à la personne ou à la famille.",
        Decide,
        """{"type":"AED_IED","initiative":"famille"}""");

    public static Decision Decide(ProposerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureProposee(contexte.Identifiant(commande.MesureId), commande.Type, commande.Initiative, commande.FoyerId));
}
