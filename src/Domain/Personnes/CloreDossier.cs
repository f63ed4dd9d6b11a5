using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Le dossier est clos ; il peut être rouvert.</summary>
public sealed record CloreDossier(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<CloreDossier>(
        "cloture",
        "Clore le dossier",
        "Le dossier est clos ; il peut être rouvert.",
        Decide,
        """{"motif":"finDeSuivi"}""");

    public static Decision Decide(CloreDossier commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DossierClos(commande.Motif));
}
