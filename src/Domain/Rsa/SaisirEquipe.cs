using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>L'équipe pluridisciplinaire est saisie, avant une réorientation ou une suppression.</summary>
public sealed record SaisirEquipe(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SaisirEquipe>(
        "equipe-pluridisciplinaire",
        "Saisir l'équipe pluridisciplinaire",
        "L'équipe pluridisciplinaire est saisie, avant une réorientation ou une suppression.",
        Decide,
        """{"motif":"reorientation"}""");

    public static Decision Decide(SaisirEquipe commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EquipePluridisciplinaireSaisie(commande.Motif));
}
