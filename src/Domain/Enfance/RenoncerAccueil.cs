using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'accueil décidé n'a pas pu avoir lieu.</summary>
public sealed record RenoncerAccueil(Guid AccueilId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RenoncerAccueil>(
        "accueils-enfants/non-execution",
        "Constater une non-exécution",
        "L'accueil décidé n'a pas pu avoir lieu.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a31","motif":"placeIntrouvable"}""");

    public static Decision Decide(RenoncerAccueil commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AccueilNonExecute(commande.AccueilId, commande.Motif));
}
