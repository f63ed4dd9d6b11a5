using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>La personne est orientée vers un parcours et un dispositif ; le contrat est à signer ensuite.</summary>
public sealed record PrononcerOrientation(
    Parcours Parcours,
    Dispositif? Dispositif = null,
    string? Structure = null,
    CodeOuTexte? Decideur = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<PrononcerOrientation>(
        "orientations",
        "Prononcer une orientation",
        "La personne est orientée vers un parcours et un dispositif ; le contrat est à signer ensuite.",
        Decide,
        """{"parcours":"social","dispositif":"solidarite","structure":"MDS-ARRAS","decideur":"departement"}""");

    public static Decision Decide(PrononcerOrientation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new OrientationPrononcee(commande.Parcours, commande.Dispositif, commande.Structure, commande.Decideur));
}
