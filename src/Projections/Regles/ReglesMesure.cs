using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// A measure gives a wait, from its decision to its start (or to the day it is known that it will not start), then an episode
/// from its start to its end.
/// </summary>
internal static class ReglesMesure
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        TypeMesure? type = null;
        Guid? foyer = null;
        string? structure = null;
        string? agent = null;
        Fait? premier = null;
        int? decidee = null, demarree = null, finie = null;
        var substitution = false;
        var intensite = new List<(int Jour, Intensite Valeur)>();
        foreach (var fait in faits)
        {
            premier ??= fait;
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case MesureProposee e:
                    type ??= e.Type;
                    foyer ??= e.FoyerId;
                    break;
                case MesureDecidee e:
                    type = e.Type;
                    foyer = e.FoyerId ?? foyer;
                    decidee = jour;
                    break;
                case MesureAttribuee e:
                    structure = e.Structure;
                    break;
                case SubstitutionMiseEnPlace:
                    substitution = true;
                    break;
                case MesureDemarree e:
                    demarree = jour;
                    agent = e.Agent;
                    intensite.Add((jour, e.Intensite ?? Intensite.Simple));
                    break;
                case IntensiteModifiee e:
                    intensite.Add((jour, e.Intensite));
                    break;
                case MesureTerminee or MesureAbandonnee or MesureConvertie:
                    finie = jour;
                    break;
                default:
                    break;
            }
        }

        if (type is not { } nature)
        {
            return;
        }

        var modele = new Ligne(
            Nature.Mesure, (short)nature, 0, Ligne.SansFin, default, Objet(premier!), foyer, 0, null, 0, Agent: agent, Structure: structure);
        if (decidee is { } attendDepuis)
        {
            contexte.Episode(lignes, modele with
            {
                Nature = Nature.AttenteMesure,
                Du = attendDepuis,
                Au = demarree ?? finie ?? Ligne.SansFin,
                Valeur = substitution ? 1 : 0,
            });
        }

        if (demarree is { } du)
        {
            ParIntensite(contexte, lignes, modele with { Du = du, Au = finie ?? Ligne.SansFin }, intensite);
        }
    }

    /// <summary>The episode, cut where its intensity changes: a caseload weighs them differently.</summary>
    private static void ParIntensite(Contexte contexte, List<Ligne> lignes, Ligne modele, List<(int Jour, Intensite Valeur)> intensites)
    {
        var ordonnees = intensites.OrderBy(i => i.Jour).ToArray();
        for (var i = 0; i < ordonnees.Length; i++)
        {
            var du = i == 0 ? modele.Du : Math.Max(modele.Du, ordonnees[i].Jour);
            var au = i == ordonnees.Length - 1 ? modele.Au : Math.Min(modele.Au, Math.Max(modele.Du, ordonnees[i + 1].Jour));
            contexte.Episode(lignes, modele with
            {
                Du = du,
                Au = au,
                Debut = du == modele.Du,
                Fin = au == modele.Au,
                Valeur = (int)ordonnees[i].Valeur,
            });
        }
    }

    private static Guid Objet(Fait fait) => ((IEvenementMesure)fait.Evenement).MesureId;
}
