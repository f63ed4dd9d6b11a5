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

    /// <summary>Decisions share a number with their outcome: even for an agreement.</summary>
    public static short TypeDecision(Droit droit, bool accord) => (short)((int)droit * 2 + (accord ? 0 : 1));

    public static void Seul(Fait fait, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? acte = fait.Evenement switch
        {
            ConsultationInfantile => contexte.ActeDe(Nature.ConsultationInfantile, 0, fait, fait.Id),
            BilanQuatreAns => contexte.ActeDe(Nature.BilanQuatreAns, 0, fait, fait.Id),
            DecisionAutonomie e => contexte.ActeDe(Nature.DecisionAutonomie, TypeDecision(e.Droit, e.Accord), fait, fait.Id),
            VisiteTentee e => contexte.ActeDe(Nature.Visite, (short)e.Resultat, fait, fait.Id, agent: fait.Provenance.Auteur),
            SortieConstatee e => contexte.ActeDe(
                Nature.Sortie, (short)e.Situation, fait, fait.Id, valeur: e.DureeMois, structure: e.Dispositif?.Code),
            _ => null,
        };
        if (acte is { } ligne)
        {
            lignes.Add(ligne);
        }
    }

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
                    lignes.Add(contexte.ActeDe(Nature.ContratSigne, (short)e.Type, fait, e.ContratId));
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
