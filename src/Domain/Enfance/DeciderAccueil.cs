using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'accueil d'un enfant est décidé, par l'administration ou par le juge.</summary>
public sealed record DeciderAccueil(NatureAccueil Nature, CodeOuTexte? Cabinet = null, DateOnly? Echeance = null, Guid? AccueilId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeciderAccueil>(
        "accueils-enfants",
        "Décider un accueil",
        "L'accueil d'un enfant est décidé, par l'administration ou par le juge.",
        Decide,
        """{"nature":"judiciaire","cabinet":"ARRAS-1","echeance":"2027-06-30"}""");

    public static Decision Decide(DeciderAccueil commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AccueilDecide(contexte.Identifiant(commande.AccueilId), commande.Nature, commande.Cabinet, commande.Echeance));
}
