using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Le recours est tranché : la décision est confirmée, ou la demande est à décider de nouveau.</summary>
public sealed record TrancherRecours(Guid DemandeId, IssueRecours Issue) : Commande
{
    public static Acte Acte { get; } = Acte.De<TrancherRecours>(
        "aides/recours/issue",
        "Trancher un recours",
        "Le recours est tranché : la décision est confirmée, ou la demande est à décider de nouveau.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a29","issue":"infirme"}""");

    public static Decision Decide(TrancherRecours commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RecoursTranche(commande.DemandeId, commande.Issue));
}
