using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>La personne sort d'un dispositif ; la classe de la sortie se calcule, elle ne se saisit pas.</summary>
public sealed record ConstaterSortie(SituationSortie Situation, CodeOuTexte? Dispositif = null, int? DureeMois = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstaterSortie>(
        "sorties",
        "Constater une sortie",
        "La personne sort d'un dispositif ; la classe de la sortie se calcule, elle ne se saisit pas.",
        Decide,
        """{"situation":"cdd","dispositif":"chantierInsertion","dureeMois":8}""");

    public static Decision Decide(ConstaterSortie commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SortieConstatee(commande.Situation, commande.Dispositif, commande.DureeMois));
}
