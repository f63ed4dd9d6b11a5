using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne revient : son dossier reprend où il en était.</summary>
public sealed record RouvrirDossier(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RouvrirDossier>(
        "reouverture",
        "Rouvrir le dossier",
        "La personne revient : son dossier reprend où il en était.",
        Decide,
        """{"motif":"nouvelleDemande"}""");

    public static Decision Decide(RouvrirDossier commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DossierRouvert(commande.Motif));
}
