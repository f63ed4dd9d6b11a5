using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Une sanction est décidée ; ses limites sont celles de sa date.</summary>
public sealed record DeciderSanction(NatureSanction Nature, decimal? Taux = null, int? DureeMois = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeciderSanction>(
        "sanctions",
        "Décider une sanction",
        "Une sanction est décidée ; ses limites sont celles de sa date.",
        Decide,
        """{"nature":"suspension","taux":30,"dureeMois":1}""");

    public static Decision Decide(DeciderSanction commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SanctionDecidee(commande.Nature, commande.Taux, commande.DureeMois));
}
