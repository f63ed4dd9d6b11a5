using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>La commission valide la préconisation, ou non.</summary>
public sealed record StatuerEnCommission(Guid SaisineId, bool? Validee = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<StatuerEnCommission>(
        "saisines-logement/commission",
        "Enregistrer l'avis de la commission",
        "La commission valide la préconisation, ou non.",
        Decide,
        """{"saisineId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a34","validee":true}""");

    public static Decision Decide(StatuerEnCommission commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new CommissionLogement(commande.SaisineId, commande.Validee));
}
