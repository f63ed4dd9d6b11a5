using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Le projet pour l'enfant est signé (CASF L.223-1-1).</summary>
public sealed record SignerProjetPourLEnfant(IReadOnlyList<CodeOuTexte>? Participants = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SignerProjetPourLEnfant>(
        "projets-pour-l-enfant",
        "Signer le projet pour l'enfant",
        "Le projet pour l'enfant est signé (CASF L.223-1-1).",
        Decide,
        """{"participants":["mere","enfant"]}""");

    public static Decision Decide(SignerProjetPourLEnfant commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ProjetPourLEnfantSigne(commande.Participants));
}
