using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Une information préoccupante est reçue au sujet d'un enfant ; le délai d'évaluation court.</summary>
public sealed record RecevoirInformationPreoccupante(
    Guid? FoyerId = null,
    Emetteur? Emetteur = null,
    IReadOnlyList<CodeOuTexte>? Themes = null,
    Guid? IpId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RecevoirInformationPreoccupante>(
        "informations-preoccupantes",
        "Recevoir une information préoccupante",
        "Une information préoccupante est reçue au sujet d'un enfant ; le délai d'évaluation court.",
        Decide,
        """{"emetteur":"ecole","themes":["negligences"]}""");

    public static Decision Decide(RecevoirInformationPreoccupante commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new InformationPreoccupanteRecue(contexte.Identifiant(commande.IpId), commande.FoyerId, commande.Emetteur, commande.Themes));
}
