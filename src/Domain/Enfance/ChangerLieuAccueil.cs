using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>L'enfant change de lieu d'accueil.</summary>
public sealed record ChangerLieuAccueil(
    Guid AccueilId,
    Modalite Modalite,
    string? Structure = null,
    CodeOuTexte? Motif = null,
    string? CodeInsee = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ChangerLieuAccueil>(
        "accueils-enfants/lieu",
        "Changer de lieu d'accueil",
        "L'enfant change de lieu d'accueil.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a32","modalite":"mecs","structure":"MECS-LIEVIN","motif":"finAgrement"}""");

    public static Decision Decide(ChangerLieuAccueil commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new LieuAccueilChange(commande.AccueilId, commande.Modalite, commande.Structure, commande.Motif, commande.CodeInsee));
}
