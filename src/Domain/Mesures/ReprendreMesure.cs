using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure suspendue reprend.</summary>
public sealed record ReprendreMesure(Guid MesureId) : Commande
{
    public static Acte Acte { get; } = Acte.De<ReprendreMesure>(
        "mesures/reprise",
        "Reprendre une mesure",
        "La mesure suspendue reprend.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2d"}""");

    public static Decision Decide(ReprendreMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureReprise(commande.MesureId));
}
