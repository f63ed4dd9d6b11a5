using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La famille accepte ou refuse la mesure proposée.</summary>
public sealed record RecueillirAccordFamilial(Guid MesureId, bool Accord) : Commande
{
    public static Acte Acte { get; } = Acte.De<RecueillirAccordFamilial>(
        "mesures/accord-familial",
        "Recueillir l'accord de la famille",
        "La famille accepte ou refuse la mesure proposée.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2a","accord":true}""");

    public static Decision Decide(RecueillirAccordFamilial commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AccordFamilialRecueilli(commande.MesureId, commande.Accord));
}
