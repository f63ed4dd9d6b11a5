using System.Collections.Frozen;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Acces;

/// <summary>
/// The compartment of child protection (articles L.221-6 and L.226-2-2 of the code of social action): its facts are those of the
/// ASE service. For everybody else they do not exist, in the file, in search, or in any count by person.
/// </summary>
public static class Compartiments
{
    private static readonly FrozenSet<Type> ProtectionDeLEnfance = TypeEvenement.Tous
        .Where(t => t.Type.Namespace == typeof(AccueilDecide).Namespace)
        .Select(t => t.Type)
        .ToFrozenSet();

    /// <summary>
    /// The measures of the ASE: those of article L.222-3 and of the juge des enfants, those for young adults leaving it, and its
    /// coordination and housing.
    /// </summary>
    public static FrozenSet<TypeMesure> MesuresDeLAse { get; } =
    [
        TypeMesure.AED_IED, TypeMesure.AEMO_A, TypeMesure.AEMO_J, TypeMesure.AEMO_RENFORCEE, TypeMesure.TISF, TypeMesure.AESF,
        TypeMesure.AGBF, TypeMesure.APJM, TypeMesure.DMAD, TypeMesure.DARF, TypeMesure.LOGEMENT_ASE_SIMPLE,
        TypeMesure.LOGEMENT_ASE_RENFORCE, TypeMesure.COORDO_ASE,
    ];

    /// <summary>Whether an account is in the ASE compartment: its own service, or a supervisor who covers every service.</summary>
    public static bool Ouvert(Compte compte) =>
        compte.Role is RoleCompte.Referent or RoleCompte.Superviseur
        && (compte.Services.Contains(ServicesDuDepartement.Ase) || (compte.Role == RoleCompte.Superviseur && compte.Services.Count == 0));

    /// <summary>Whether facts of this type always belong to the compartment.</summary>
    public static bool EstDeLAse(TypeEvenement type) => ProtectionDeLEnfance.Contains(type.Type);

    /// <summary>
    /// Whether a fact shows by itself that it belongs to the compartment. Facts that only name a measure, and corrections, need
    /// the facts around them: <see cref="Visibles"/>.
    /// </summary>
    public static bool EstDeLAse(IEvenement evenement) => evenement switch
    {
        MesureProposee e => MesuresDeLAse.Contains(e.Type),
        MesureDecidee e => MesuresDeLAse.Contains(e.Type),
        SubstitutionMiseEnPlace e => MesuresDeLAse.Contains(e.Type),
        ReferentDesigne e => e.Role == RoleReferent.Ase,
        ReferentRemplace e => e.Role == RoleReferent.Ase,
        ReferentDecharge e => e.Role == RoleReferent.Ase,
        _ => ProtectionDeLEnfance.Contains(evenement.GetType()),
    };

    /// <summary>Whether an account may know of facts of this type at all.</summary>
    public static bool Visible(TypeEvenement type, Compte compte) => Ouvert(compte) || !EstDeLAse(type);

    /// <summary>Whether an account may know of this fact, seen alone.</summary>
    public static bool Visible(IEvenement evenement, Compte compte) => Ouvert(compte) || !EstDeLAse(evenement);

    /// <summary>
    /// The facts of one or several streams that an account may know of, in the same order. A measure that was ever one of the
    /// ASE hides all its facts; a correction is hidden with the fact it corrects.
    /// </summary>
    public static IReadOnlyList<Fait> Visibles(IReadOnlyList<Fait> faits, Compte compte)
    {
        if (Ouvert(compte))
        {
            return faits;
        }

        var mesures = MesuresCachees(faits);
        var caches = new bool[faits.Count];
        for (var i = 0; i < faits.Count; i++)
        {
            caches[i] = EstDeLAse(faits[i].Evenement) || (faits[i].Evenement is IEvenementMesure m && mesures.Contains(m.MesureId));
        }

        // A correction may itself be corrected, and only by a later one: one pass in order follows the whole chain.
        for (var i = 0; i < faits.Count; i++)
        {
            caches[i] |= Cible(faits, i) is >= 0 and var cible && caches[cible];
        }

        return caches.Contains(true) ? [.. faits.Where((_, i) => !caches[i])] : faits;
    }

    private static HashSet<Guid> MesuresCachees(IReadOnlyList<Fait> faits)
    {
        var mesures = new HashSet<Guid>();
        for (var i = 0; i < faits.Count; i++)
        {
            var evenement = Rectifie(faits, faits[i].Evenement, i) ?? faits[i].Evenement;
            if (evenement is IEvenementMesure mesure && EstDeLAse(evenement))
            {
                mesures.Add(mesure.MesureId);
            }
        }

        // What a hidden measure becomes, and what becomes one, would tell of it.
        for (var avant = -1; avant != mesures.Count;)
        {
            avant = mesures.Count;
            foreach (var fait in faits)
            {
                if (fait.Evenement is MesureConvertie e && (mesures.Contains(e.MesureId) || mesures.Contains(e.Vers)))
                {
                    mesures.UnionWith([e.MesureId, e.Vers]);
                }
            }
        }

        return mesures;
    }

    private static int Cible(IReadOnlyList<Fait> faits, int i) => Cible(faits, faits[i].Evenement, i);

    private static int Cible(IReadOnlyList<Fait> faits, IEvenement correction, int i) => correction switch
    {
        EvenementRectifie e => Histoire.Trouver(faits, e.EvenementId, faits[i].Provenance.Source, i),
        EvenementAnnule e => Histoire.Trouver(faits, e.EvenementId, faits[i].Provenance.Source, i),
        _ => -1,
    };

    /// <summary>
    /// The fact as a rectification says it was, through rectifications of rectifications; null when it cannot be read, which hides
    /// nothing by itself.
    /// </summary>
    private static IEvenement? Rectifie(IReadOnlyList<Fait> faits, IEvenement correction, int i)
    {
        if (correction is not EvenementRectifie { Donnees.Scelle: true } rectification || Cible(faits, correction, i) is not (>= 0 and var cible))
        {
            return null;
        }

        try
        {
            var rectifie = TypeEvenement.De(faits[cible].Evenement).LireStocke(rectification.Donnees.Json);
            return rectifie is EvenementRectifie ? Rectifie(faits, rectifie, cible) : rectifie;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
