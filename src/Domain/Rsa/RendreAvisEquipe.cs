using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>L'équipe pluridisciplinaire rend son avis.</summary>
public sealed record RendreAvisEquipe(CodeOuTexte? Avis = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RendreAvisEquipe>(
        "equipe-pluridisciplinaire/avis",
        "Enregistrer l'avis de l'équipe",
        "L'équipe pluridisciplinaire rend son avis.",
        Decide,
        """{"avis":"favorable"}""");

    public static Decision Decide(RendreAvisEquipe commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AvisEquipeRendu(commande.Avis));
}
