using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>La personne entre dans le champ des droits et devoirs, ou en sort.</summary>
public sealed record ModifierDroitsEtDevoirs(bool Soumis, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ModifierDroitsEtDevoirs>(
        "droits-et-devoirs",
        "Modifier les droits et devoirs",
        "La personne entre dans le champ des droits et devoirs, ou en sort.",
        Decide,
        """{"soumis":true}""");

    public static Decision Decide(ModifierDroitsEtDevoirs commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitsEtDevoirsModifies(commande.Soumis, commande.Motif));
}
