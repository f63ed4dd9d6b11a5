using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne quitte un foyer : séparation, départ, placement.</summary>
public sealed record QuitterFoyer(Guid FoyerId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<QuitterFoyer>(
        "foyers/depart",
        "Quitter un foyer",
        "La personne quitte un foyer : séparation, départ, placement.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a20","motif":"separation"}""");

    public static Decision Decide(QuitterFoyer commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new FoyerQuitte(commande.FoyerId, commande.Motif));
}
