using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Ce qui identifie la personne est effacé, selon une règle de conservation ou à sa demande.</summary>
public sealed record EffacerDonnees(string Regle, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<EffacerDonnees>(
        "effacement",
        "Effacer l'identité et les textes",
        "Ce qui identifie la personne est effacé, selon une règle de conservation ou à sa demande.",
        Decide,
        """{"regle":"RGPD-17","motif":"demandeDeLaPersonne"}""");

    public static Decision Decide(EffacerDonnees commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DonneesEffacees(commande.Regle, commande.Motif));
}
