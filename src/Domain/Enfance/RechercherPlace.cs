using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Une place est recherchée pour l'enfant.</summary>
public sealed record RechercherPlace(Guid AccueilId) : Commande
{
    public static Acte Acte { get; } = Acte.De<RechercherPlace>(
        "accueils-enfants/recherche",
        "Rechercher une place",
        "Une place est recherchée pour l'enfant.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a31"}""");

    public static Decision Decide(RechercherPlace commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PlaceRecherchee(commande.AccueilId));
}
