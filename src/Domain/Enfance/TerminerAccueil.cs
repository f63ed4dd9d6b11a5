using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'accueil prend fin.</summary>
public sealed record TerminerAccueil(Guid AccueilId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TerminerAccueil>(
        "accueils-enfants/fin",
        "Terminer un accueil",
        "L'accueil prend fin.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a32","motif":"retourFamille"}""");

    public static Decision Decide(TerminerAccueil commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AccueilTermine(commande.AccueilId, commande.Motif));
}
