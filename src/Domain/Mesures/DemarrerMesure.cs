using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure démarre : l'attente finit.</summary>
public sealed record DemarrerMesure(Guid MesureId, string? Agent = null, Intensite? Intensite = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DemarrerMesure>(
        "mesures/demarrage",
        "Démarrer une mesure",
        "La mesure démarre : l'attente finit.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2b","agent":"AGT-0042","intensite":"simple"}""");

    public static Decision Decide(DemarrerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureDemarree(commande.MesureId, commande.Agent, commande.Intensite));
}
