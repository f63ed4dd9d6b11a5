using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>La sanction est levée : la personne respecte de nouveau ses engagements.</summary>
public sealed record LeverSanction(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<LeverSanction>(
        "sanctions/levee",
        "Lever une sanction",
        "La sanction est levée : la personne respecte de nouveau ses engagements.",
        Decide,
        """{"motif":"contratSigne"}""");

    public static Decision Decide(LeverSanction commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new SanctionLevee(commande.Motif));
}
