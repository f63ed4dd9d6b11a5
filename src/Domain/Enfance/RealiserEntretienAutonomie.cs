using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'entretien d'autonomie a lieu : à dix-sept ans, ou six mois après la sortie.</summary>
public sealed record RealiserEntretienAutonomie(TypeEntretienAutonomie Type) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserEntretienAutonomie>(
        "entretiens-autonomie",
        "Réaliser l'entretien d'autonomie",
        "L'entretien d'autonomie a lieu : à dix-sept ans, ou six mois après la sortie.",
        Decide,
        """{"type":"prealable17ans"}""");

    public static Decision Decide(RealiserEntretienAutonomie commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EntretienAutonomieRealise(commande.Type));
}
