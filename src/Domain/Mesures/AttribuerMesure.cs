using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure est confiée à un service.</summary>
public sealed record AttribuerMesure(Guid MesureId, string Structure) : Commande
{
    public static Acte Acte { get; } = Acte.De<AttribuerMesure>(
        "mesures/attribution",
        "Attribuer une mesure",
        "La mesure est confiée à un service.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2b","structure":"AEMO-ARTOIS"}""");

    public static Decision Decide(AttribuerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureAttribuee(commande.MesureId, commande.Structure));
}
