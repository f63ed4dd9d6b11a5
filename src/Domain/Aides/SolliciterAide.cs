using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Une aide financière est demandée à un fonds.</summary>
public sealed record SolliciterAide(
    Fonds Fonds,
    Volet? Volet = null,
    Energie? Energie = null,
    decimal? MontantDemande = null,
    Instructeur? Instructeur = null,
    Guid? FoyerId = null,
    Guid? DemandeId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SolliciterAide>(
        "aides",
        "Demander une aide",
        "Une aide financière est demandée à un fonds.",
        Decide,
        """{"fonds":"FSL","volet":"MAINTIEN","montantDemande":740.50,"instructeur":"mds"}""");

    public static Decision Decide(SolliciterAide commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideSollicitee(
            contexte.Identifiant(commande.DemandeId), commande.Fonds, commande.Volet, commande.Energie, commande.MontantDemande, commande.Instructeur, commande.FoyerId));
}
