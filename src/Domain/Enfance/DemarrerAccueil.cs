using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'enfant est accueilli.</summary>
public sealed record DemarrerAccueil(Guid AccueilId, Modalite Modalite, string? Structure = null, string? CodeInsee = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DemarrerAccueil>(
        "accueils-enfants/demarrage",
        "Démarrer un accueil",
        "L'enfant est accueilli.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a31","modalite":"assistantFamilial","structure":"AF-0123","codeInsee":"62041"}""");

    public static Decision Decide(DemarrerAccueil commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AccueilDemarre(commande.AccueilId, commande.Modalite, commande.Structure, commande.CodeInsee));
}
