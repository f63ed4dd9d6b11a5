using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure devient simple ou renforcée.</summary>
public sealed record ModifierIntensite(Guid MesureId, Intensite Intensite) : Commande
{
    public static Acte Acte { get; } = Acte.De<ModifierIntensite>(
        "mesures/intensite",
        "Modifier l'intensité",
        "La mesure devient simple ou renforcée.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c","intensite":"renforcee"}""");

    public static Decision Decide(ModifierIntensite commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new IntensiteModifiee(commande.MesureId, commande.Intensite));
}
