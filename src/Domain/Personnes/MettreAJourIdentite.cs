using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>L'état civil ou les coordonnées changent ; les anciennes restent au coffre.</summary>
public sealed record MettreAJourIdentite(IdentiteConfidentielle Identite) : Commande
{
    public static Acte Acte { get; } = Acte.De<MettreAJourIdentite>(
        "identite",
        "Mettre à jour l'identité",
        "L'état civil ou les coordonnées changent ; les anciennes restent au coffre.",
        Decide,
        """{"identite":{"nomNaissance":"Lemaire","nomUsage":"Lemaire-Dubois","prenoms":"Aline"}}""");

    public static Decision Decide(MettreAJourIdentite commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new IdentiteRectifiee(commande.Identite));
}
