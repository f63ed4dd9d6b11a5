using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Le rendez-vous est annulé avant sa date.</summary>
public sealed record AnnulerRendezVous(Guid RendezVousId, CodeOuTexte? Par = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AnnulerRendezVous>(
        "rendez-vous/annulation",
        "Annuler un rendez-vous",
        "Le rendez-vous est annulé avant sa date.",
        Decide,
        """{"rendezVousId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a24","par":"usager"}""");

    public static Decision Decide(AnnulerRendezVous commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RendezVousAnnule(commande.RendezVousId, commande.Par));
}
