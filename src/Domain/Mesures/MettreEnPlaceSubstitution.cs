using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>En attendant la mesure, autre chose est mis en place.</summary>
public sealed record MettreEnPlaceSubstitution(Guid MesureId, TypeMesure Type) : Commande
{
    public static Acte Acte { get; } = Acte.De<MettreEnPlaceSubstitution>(
        "mesures/substitution",
        "Mettre en place une substitution",
        "En attendant la mesure, autre chose est mis en place.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2b","type":"AED_IED"}""");

    public static Decision Decide(MettreEnPlaceSubstitution commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SubstitutionMiseEnPlace(commande.MesureId, commande.Type));
}
