using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure décidée n'a jamais démarré, et ne démarrera pas.</summary>
public sealed record AbandonnerMesure(Guid MesureId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AbandonnerMesure>(
        "mesures/abandon",
        "Abandonner une mesure",
        "La mesure décidée n'a jamais démarré, et ne démarrera pas.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2b","motif":"demenagement"}""");

    public static Decision Decide(AbandonnerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureAbandonnee(commande.MesureId, commande.Motif));
}
