using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Le rendez-vous est déplacé ; il garde son identifiant.</summary>
public sealed record ReporterRendezVous(Guid RendezVousId, DateTimeOffset PrevuLe) : Commande
{
    public static Acte Acte { get; } = Acte.De<ReporterRendezVous>(
        "rendez-vous/report",
        "Reporter un rendez-vous",
        "Le rendez-vous est déplacé ; il garde son identifiant.",
        Decide,
        """{"rendezVousId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a24","prevuLe":"2025-07-10T14:00:00+02:00"}""");

    public static Decision Decide(ReporterRendezVous commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RendezVousReporte(commande.RendezVousId, commande.PrevuLe));
}
