using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Le rendez-vous n'a pas eu lieu, du fait de la personne ou du professionnel.</summary>
public sealed record ConstaterAbsence(Guid RendezVousId, CauseManque? Cause = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstaterAbsence>(
        "rendez-vous/absence",
        "Constater un rendez-vous manqué",
        "Le rendez-vous n'a pas eu lieu, du fait de la personne ou du professionnel.",
        Decide,
        """{"rendezVousId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a24","cause":"usager"}""");

    public static Decision Decide(ConstaterAbsence commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RendezVousManque(commande.RendezVousId, commande.Cause));
}
