using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>L'aide, ou une partie, est versée.</summary>
public sealed record VerserAide(Guid DemandeId, decimal? Montant = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<VerserAide>(
        "aides/versement",
        "Verser une aide",
        "L'aide, ou une partie, est versée.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","montant":600}""");

    public static Decision Decide(VerserAide commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideVersee(commande.DemandeId, commande.Montant));
}
