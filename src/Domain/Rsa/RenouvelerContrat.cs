using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le contrat est renouvelé jusqu'à une nouvelle date.</summary>
public sealed record RenouvelerContrat(Guid ContratId, DateOnly Fin) : Commande
{
    public static Acte Acte { get; } = Acte.De<RenouvelerContrat>(
        "contrats/renouvellement",
        "Renouveler un contrat",
        "Le contrat est renouvelé jusqu'à une nouvelle date.",
        Decide,
        """{"contratId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a27","fin":"2026-06-30"}""");

    public static Decision Decide(RenouvelerContrat commande, Trajectoire etat, ContexteDecision contexte) =>
        !contexte.Confirme && etat.Contrats.GetValueOrDefault(commande.ContratId)?.Fin >= commande.Fin
            ? Decision.Refuser("renouvellement-sans-effet", $"Le contrat court déjà jusqu'au {etat.Contrats[commande.ContratId].Fin:dd/MM/yyyy} : la nouvelle fin vient après.", $"{commande.Fin:yyyy-MM-dd}", "fin")
            : contexte.Constater(etat, new ContratRenouvele(commande.ContratId, commande.Fin));
}
