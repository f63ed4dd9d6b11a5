using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>La personne est venue au rendez-vous.</summary>
public sealed record HonorerRendezVous(Guid RendezVousId) : Commande
{
    public static Acte Acte { get; } = Acte.De<HonorerRendezVous>(
        "rendez-vous/venue",
        "Constater la venue",
        "La personne est venue au rendez-vous.",
        Decide,
        """{"rendezVousId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a24"}""");

    public static Decision Decide(HonorerRendezVous commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RendezVousHonore(commande.RendezVousId));
}
