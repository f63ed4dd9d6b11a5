using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure prend fin, avec son motif.</summary>
public sealed record TerminerMesure(Guid MesureId, FinMesure? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TerminerMesure>(
        "mesures/fin",
        "Terminer une mesure",
        "La mesure prend fin, avec son motif.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c","motif":"objectifsAtteints"}""");

    public static Decision Decide(TerminerMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureTerminee(commande.MesureId, commande.Motif));
}
