using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne retire son accord de partage à une structure.</summary>
public sealed record RetirerPartage(string Structure) : Commande
{
    public static Acte Acte { get; } = Acte.De<RetirerPartage>(
        "partages/retrait",
        "Retirer le partage",
        "La personne retire son accord de partage à une structure.",
        Decide,
        """{"structure":"PLIE-ARRAS"}""");

    public static Decision Decide(RetirerPartage commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PartageRetire(commande.Structure));
}
