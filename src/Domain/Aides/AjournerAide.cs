using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>La décision est reportée à une autre séance.</summary>
public sealed record AjournerAide(Guid DemandeId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AjournerAide>(
        "aides/ajournement",
        "Ajourner une demande",
        "La décision est reportée à une autre séance.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","motif":"pieces"}""");

    public static Decision Decide(AjournerAide commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideAjournee(commande.DemandeId, commande.Motif));
}
