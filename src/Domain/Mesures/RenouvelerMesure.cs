using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure est renouvelée jusqu'à une nouvelle échéance.</summary>
public sealed record RenouvelerMesure(Guid MesureId, DateOnly Echeance) : Commande
{
    public static Acte Acte { get; } = Acte.De<RenouvelerMesure>(
        "mesures/renouvellement",
        "Renouveler une mesure",
        "La mesure est renouvelée jusqu'à une nouvelle échéance.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c","echeance":"2027-06-30"}""");

    public static Decision Decide(RenouvelerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureRenouvelee(commande.MesureId, commande.Echeance));
}
