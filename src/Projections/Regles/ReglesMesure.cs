using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// A measure gives a wait, from its decision to its start (or to the day it is known that it will not start), then an episode
/// from its start to its end; and two delays, to its start and to its end. Both episodes are cut where the service changes. A wait is
/// nobody's: the agent who starts the measure later does not change where it waited.
/// </summary>
internal static class ReglesMesure
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        TypeMesure? type = null;
        Guid? foyer = null;
        string? agent = null;
        Fait? premier = null;
        int? decidee = null, demarree = null, finie = null, substituee = null;
        var services = new List<(int Jour, string Structure)>();
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
                    services.Add((jour, e.Structure));
                    break;
                case SubstitutionMiseEnPlace:
                    substituee = Math.Min(substituee ?? jour, jour);
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

        var modele = new Ligne(Nature.Mesure, (short)nature, 0, Ligne.SansFin, default, Objet(premier!), foyer, 0, null, 0, Agent: agent);
        var parJour = services.Count > 1 ? [.. services.OrderBy(s => s.Jour)] : services;
        var service = parJour.Count > 0 ? parJour[^1].Structure : null;
        if (decidee is { } attendDepuis)
        {
            Attente(contexte, lignes, modele with { Nature = Nature.AttenteMesure, Du = attendDepuis, Au = demarree ?? finie ?? Ligne.SansFin, Agent = null }, parJour, substituee);
            contexte.Delai(
                lignes,
                modele with { Nature = Nature.DelaiDemarrage, Du = attendDepuis, Agent = null, Structure = service },
                demarree is { } commence ? (commence, Issue.Clos) : finie is { } jamais ? (jamais, Issue.Abandonne) : null);
        }

        if (demarree is { } du)
        {
            EnCours(contexte, lignes, modele with { Du = du, Au = finie ?? Ligne.SansFin }, parJour, intensite);
            contexte.Delai(lignes, modele with { Nature = Nature.DelaiDuree, Du = du, Structure = service }, finie is { } fin ? (fin, Issue.Clos) : null);
        }
    }

    /// <summary>The wait; its value says whether something is done meanwhile.</summary>
    private static void Attente(Contexte contexte, List<Ligne> lignes, Ligne modele, List<(int Jour, string Structure)> services, int? substituee)
    {
        if (services.Count == 0 && substituee is null)
        {
            contexte.Episode(lignes, modele with { Valeur = 0 });
            return;
        }

        contexte.EpisodeCoupe(
            lignes,
            modele,
            services.Select(s => s.Jour).Append(substituee ?? Ligne.SansFin),
            l => l with { Structure = ServiceLe(services, l.Du), Valeur = substituee <= l.Du ? 1 : 0 });
    }

    /// <summary>The measure itself; its value is its intensity: a caseload weighs them differently.</summary>
    private static void EnCours(
        Contexte contexte, List<Ligne> lignes, Ligne modele, List<(int Jour, string Structure)> services, List<(int Jour, Intensite Valeur)> intensites)
    {
        if (services.Count == 0 && intensites.Count == 1)
        {
            contexte.Episode(lignes, modele with { Valeur = (int)intensites[0].Valeur });
            return;
        }

        var parJour = intensites.OrderBy(i => i.Jour).ToArray();
        contexte.EpisodeCoupe(
            lignes,
            modele,
            services.Select(s => s.Jour).Concat(parJour.Select(i => i.Jour)),
            l => l with
            {
                Structure = ServiceLe(services, l.Du),
                Valeur = (int)parJour.LastOrDefault(i => i.Jour <= l.Du, parJour[0]).Valeur,
            });
    }

    private static string? ServiceLe(List<(int Jour, string Structure)> services, int jour) => services.FindLast(s => s.Jour <= jour).Structure;

    private static Guid Objet(Fait fait) => ((IEvenementMesure)fait.Evenement).MesureId;
}
