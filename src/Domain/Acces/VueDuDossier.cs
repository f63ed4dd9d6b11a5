using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Acces;

/// <summary>What is shown of a file under a decision: the facts, and whether their texts and the identity are shown with them.</summary>
public sealed record VueDuDossier(IReadOnlyList<Fait> Faits, bool Textes)
{
    /// <summary>Whether a limited view has facts of this type: dates, referents and measures.</summary>
    public static bool EnVueLimitee(TypeEvenement type) => EnVueLimitee(type.Type);

    /// <summary>
    /// The facts of a file that an account may see. Corrections must be applied before (<see cref="Histoire.Effective"/>) where the
    /// view is limited: a correction holds the whole data of what it corrects.
    /// </summary>
    public static VueDuDossier De(IReadOnlyList<Fait> faits, DecisionAcces decision, Compte compte)
    {
        if (!decision.Autorise)
        {
            return new([], Textes: false);
        }

        var visibles = Compartiments.Visibles(faits, compte);
        return decision.Niveau == NiveauAcces.Complet
            ? new(visibles, Textes: true)
            : new([.. visibles.Where(f => EnVueLimitee(f.Evenement.GetType()))], Textes: false);
    }

    private static bool EnVueLimitee(Type type) =>
        type.IsAssignableTo(typeof(IEvenementMesure))
        || type == typeof(ReferentDesigne) || type == typeof(ReferentRemplace) || type == typeof(ReferentDecharge)
        || type == typeof(PersonneInscrite) || type == typeof(DossierClos) || type == typeof(DossierRouvert);
}
