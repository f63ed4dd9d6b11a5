using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>La demande est inscrite à une séance de commission.</summary>
public sealed record InscrireEnCommission(Guid DemandeId, CodeOuTexte? Commission = null, DateOnly? SeanceLe = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<InscrireEnCommission>(
        "aides/commission",
        "Inscrire en commission",
        "La demande est inscrite à une séance de commission.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","commission":"FSL-ARRAS","seanceLe":"2025-07-15"}""");

    public static Decision Decide(InscrireEnCommission commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideInscrite(commande.DemandeId, commande.Commission, commande.SeanceLe));
}
