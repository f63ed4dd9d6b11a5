using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>La commission logement est saisie.</summary>
public sealed record SaisirCommissionLogement(CodeOuTexte? SituationEntree = null, Guid? SaisineId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SaisirCommissionLogement>(
        "saisines-logement",
        "Saisir la commission logement",
        "La commission logement est saisie.",
        Decide,
        """{"situationEntree":"heberge"}""");

    public static Decision Decide(SaisirCommissionLogement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SaisineLogement(contexte.Identifiant(commande.SaisineId), commande.SituationEntree));
}
