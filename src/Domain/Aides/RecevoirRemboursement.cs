using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Une mensualité d'un prêt est remboursée.</summary>
public sealed record RecevoirRemboursement(Guid DemandeId, decimal? Montant = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RecevoirRemboursement>(
        "aides/remboursement",
        "Recevoir un remboursement",
        "Une mensualité d'un prêt est remboursée.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","montant":50}""");

    public static Decision Decide(RecevoirRemboursement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RemboursementRecu(commande.DemandeId, commande.Montant));
}
