using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>Acts: things done or decided on one day.</summary>
internal static class ReglesActes
{
    /// <summary>Funds and their parts share a number: sixteen parts to a fund, the last for none.</summary>
    public static short TypeAide(Fonds fonds, Volet? volet) => (short)((int)fonds * 16 + (volet is { } v ? (int)v : 15));

    /// <summary>The numbers of a fund, or of one part of it.</summary>
    public static short[] TypesAide(Fonds fonds, Volet? volet) =>
        volet is { } v ? [TypeAide(fonds, v)] : [.. Enumerable.Range((int)fonds * 16, 16).Select(n => (short)n)];

    /// <summary>Decisions share a number with their outcome: even for an agreement.</summary>
    public static short TypeDecision(Droit droit, bool accord) => (short)((int)droit * 2 + (accord ? 0 : 1));

    public static void Seul(Fait fait, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? acte = fait.Evenement switch
        {
            ConsultationInfantile => contexte.ActeDe(Nature.ConsultationInfantile, 0, fait, fait.Id),
            BilanQuatreAns => contexte.ActeDe(Nature.BilanQuatreAns, 0, fait, fait.Id),
            DecisionAutonomie e => Decision(e, fait, contexte, lignes),
            VisiteTentee e => contexte.ActeDe(Nature.Visite, (short)e.Resultat, fait, fait.Id, agent: fait.Provenance.Auteur),
            ContactRecu e => contexte.ActeDe(
                Nature.Contact, (short)e.Mode, fait, fait.Id, agent: fait.Provenance.Auteur,
                structure: fait.Sujet.Nature == Flux.Registre ? fait.Sujet.Cle : fait.Provenance.Site),
            SortieConstatee e => contexte.ActeDe(
                Nature.Sortie, (short)e.Situation, fait, fait.Id, valeur: e.DureeMois, structure: e.Dispositif?.Code),
            EquipePluridisciplinaireSaisie => contexte.ActeDe(Nature.EquipeSaisie, 0, fait, fait.Id),
            AvisEquipeRendu => contexte.ActeDe(Nature.AvisEquipe, 0, fait, fait.Id),
            _ => null,
        };
        if (acte is { } ligne)
        {
            lignes.Add(ligne);
        }
    }

    /// <summary>
    /// A decision is an act; an agreement also counts for the three years that follow, wherever the person lives at the end of the
    /// period asked for: an episode, so that a move is followed.
    /// </summary>
    private static Ligne Decision(DecisionAutonomie decision, Fait fait, Contexte contexte, List<Ligne> lignes)
    {
        if (decision.Accord)
        {
            contexte.Episode(lignes, new Ligne(
                Nature.FenetreDecision, (short)decision.Droit, fait.Jour.DayNumber, fait.Jour.AddYears(3).DayNumber, default, fait.Id, null, 0, null, 0));
        }

        return contexte.ActeDe(Nature.DecisionAutonomie, TypeDecision(decision.Droit, decision.Accord), fait, fait.Id);
    }

    /// <summary>For how many whole months a contract is signed, its last day included; null when it says no end.</summary>
    private static int? MoisEntiers(DateOnly debut, DateOnly? fin) => fin?.AddDays(1) is { } apres
        ? (apres.Year - debut.Year) * 12 + apres.Month - debut.Month - (apres.Day < debut.Day ? 1 : 0)
        : null;

    public static void Contrat(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? signe = null;
        int? fin = null;
        var rompu = Ligne.SansFin;
        foreach (var fait in faits)
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case ContratSigne e:
                    lignes.Add(contexte.ActeDe(Nature.ContratSigne, (short)e.Type, fait, e.ContratId, valeur: MoisEntiers(e.Debut ?? fait.Jour, e.Fin)));
                    lignes.AddRange((e.Objectifs ?? []).Select(o => o.Code.Code).Where(c => c is not null).Distinct(StringComparer.Ordinal)
                        .Select(c => contexte.ActeDe(Nature.ObjectifDeContrat, (short)e.Type, fait, e.ContratId, structure: c)));
                    signe = new(
                        Nature.Contrat, (short)e.Type, e.Debut?.DayNumber ?? jour, 0, default, e.ContratId, null, 0, null, 0, Valeur: e.Fin?.DayNumber);
                    fin = e.Fin?.DayNumber;
                    break;
                case ContratRenouvele e:
                    fin = e.Fin.DayNumber;
                    break;
                case ContratRompu:
                    rompu = jour;
                    break;
                default:
                    break;
            }
        }

        // The last day of a contract still belongs to it.
        if (signe is { } contrat)
        {
            contexte.Episode(lignes, contrat with { Au = Math.Min(rompu, fin is { } dernier ? dernier + 1 : Ligne.SansFin), Valeur = fin });
        }
    }
}
