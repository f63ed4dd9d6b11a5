using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Un contrat d'engagement est signé avec la personne : ses dates, ses heures par semaine, ses objectifs.</summary>
public sealed record SignerContrat(
    TypeContrat Type,
    DateOnly Debut,
    DateOnly Fin,
    decimal? HeuresHebdo = null,
    IReadOnlyList<Objectif>? Objectifs = null,
    Guid? ContratId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SignerContrat>(
        "contrats",
        "Signer un contrat",
        "Un contrat d'engagement est signé avec la personne : ses dates, ses heures par semaine, ses objectifs.",
        Decide,
        """{"type":"contratEngagement","debut":"2025-06-30","fin":"2025-12-31","heuresHebdo":15,"objectifs":[{"code":"mobilite","echeance":"2025-09-30"}]}""");

    public static Decision Decide(SignerContrat commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ContratSigne(
            contexte.Identifiant(commande.ContratId), commande.Type, commande.Debut, commande.Fin, commande.HeuresHebdo, commande.Objectifs));
}
