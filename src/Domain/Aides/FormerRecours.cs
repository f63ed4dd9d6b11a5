using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>La personne conteste la décision.</summary>
public sealed record FormerRecours(Guid DemandeId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<FormerRecours>(
        "aides/recours",
        "Former un recours",
        "La personne conteste la décision.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","motif":"ressourcesMalLues"}""");

    public static Decision Decide(FormerRecours commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RecoursForme(commande.DemandeId, commande.Motif));
}
