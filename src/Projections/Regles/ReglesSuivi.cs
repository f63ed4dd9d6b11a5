using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// The insertion of a person: under rights and duties or not, orientation in force, referents by role. Closing the file ends
/// all three, since nothing more can be recorded in it.
/// </summary>
internal static class ReglesSuivi
{
    public static void Appliquer(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        var parJour = ReglesDroits.ParJour(faits) as IReadOnlyList<Fait> ?? [.. ReglesDroits.ParJour(faits)];
        Referents(parJour, contexte, lignes);
        Soumis(parJour, contexte, lignes);
        Orientations(parJour, contexte, lignes);
        ReglesDelaisRsa.Appliquer(parJour, contexte, lignes);
    }

    private static void Referents(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        var actuels = new Dictionary<(RoleReferent Role, string Agent), (int Du, string? Structure)>();
        foreach (var fait in faits)
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case ReferentDesigne e:
                    actuels.TryAdd((e.Role, e.Agent), (jour, e.Structure));
                    break;
                case ReferentRemplace e:
                    Fermer((e.Role, e.Ancien), jour);
                    actuels.TryAdd((e.Role, e.Nouveau), (jour, null));
                    lignes.Add(contexte.ActeDe(Nature.ChangementReferent, (short)e.Role, fait, contexte.Personne, agent: e.Nouveau));
                    break;
                case ReferentDecharge e:
                    Fermer((e.Role, e.Agent), jour);
                    break;
                case DossierClos:
                    foreach (var cle in actuels.Keys.ToArray())
                    {
                        Fermer(cle, jour);
                    }

                    break;
                default:
                    break;
            }
        }

        foreach (var cle in actuels.Keys.ToArray())
        {
            Fermer(cle, Ligne.SansFin);
        }

        void Fermer((RoleReferent Role, string Agent) cle, int au)
        {
            if (actuels.Remove(cle, out var depuis))
            {
                contexte.Episode(lignes, new(
                    Nature.Referent, (short)cle.Role, depuis.Du, au, default, contexte.Personne, null, 0, null, 0,
                    Valeur: depuis.Du, Agent: cle.Agent, Structure: depuis.Structure));
            }
        }
    }

    /// <summary>
    /// Under rights and duties: said so, and still entitled. Whoever holds no right in their own file (a spouse) is taken at
    /// their word. The value of a row is the first day of the whole episode.
    /// </summary>
    private static void Soumis(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        var (dit, titulaire) = (false, false);
        var droits = new HashSet<Guid>();
        int? depuis = null;
        foreach (var fait in faits)
        {
            switch (fait.Evenement)
            {
                case DroitsEtDevoirsModifies e:
                    dit = e.Soumis;
                    break;
                case DroitRsaOuvert e:
                    titulaire = droits.Add(e.FoyerId) || titulaire;
                    break;
                case DroitRsaFerme e:
                    droits.Remove(e.FoyerId);
                    break;
                case DossierClos:
                    dit = false;
                    break;
                default:
                    break;
            }

            var soumis = dit && (!titulaire || droits.Count > 0);
            if (soumis)
            {
                depuis ??= fait.Jour.DayNumber;
            }
            else
            {
                Fermer(fait.Jour.DayNumber);
            }
        }

        Fermer(Ligne.SansFin);

        void Fermer(int au)
        {
            if (depuis is { } du)
            {
                contexte.Episode(lignes, new(Nature.Soumis, 0, du, au, default, contexte.Personne, null, 0, null, 0, Valeur: du));
                depuis = null;
            }
        }
    }

    /// <summary>The orientation in force; the value of a row is its dispositif.</summary>
    private static void Orientations(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? courante = null;
        foreach (var fait in faits)
        {
            switch (fait.Evenement)
            {
                case OrientationPrononcee e:
                    Changer(fait, e.Parcours, e.Dispositif, e.Structure, Nature.OrientationPrononcee);
                    break;
                case ReorientationPrononcee e:
                    Changer(fait, e.Vers, e.Dispositif, null, Nature.Reorientation);
                    break;
                case DossierClos:
                    Fermer(fait.Jour.DayNumber);
                    break;
                default:
                    break;
            }
        }

        Fermer(Ligne.SansFin);

        void Changer(Fait fait, Parcours parcours, Dispositif? dispositif, string? structure, Nature acte)
        {
            var jour = fait.Jour.DayNumber;
            Fermer(jour);
            lignes.Add(contexte.ActeDe(acte, (short)parcours, fait, contexte.Personne, valeur: (int?)dispositif, structure: structure));
            courante = new(
                Nature.Orientation, (short)parcours, jour, 0, default, contexte.Personne, null, 0, null, 0, Valeur: (int?)dispositif, Structure: structure);
        }

        void Fermer(int au)
        {
            if (courante is { } ligne)
            {
                contexte.Episode(lignes, ligne with { Au = au });
                courante = null;
            }
        }
    }
}
