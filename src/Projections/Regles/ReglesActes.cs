using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
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
            EvaluationIpConfiee e => contexte.ActeDe(Nature.EvaluationIpConfiee, 0, fait, e.IpId, structure: e.Site),
            DecisionAutonomie e => Decision(e, fait, contexte, lignes),
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

    public static void Aide(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        AideSollicitee? demande = null;
        foreach (var fait in faits)
        {
            switch (fait.Evenement)
            {
                case AideSollicitee e:
                    demande = e;
                    break;
                case AideAccordee e when demande is not null:
                    lignes.Add(contexte.ActeDe(
                        Nature.AideAccordee, TypeAide(demande.Fonds, demande.Volet), fait, e.DemandeId, demande.FoyerId,
                        e.Montant is { } montant ? (int)Math.Round(montant * 100) : null));
                    break;
                default:
                    break;
            }
        }
    }

    public static void Contrat(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        foreach (var fait in faits)
        {
            if (fait.Evenement is ContratSigne e)
            {
                lignes.Add(contexte.ActeDe(Nature.ContratSigne, (short)e.Type, fait, e.ContratId));
            }
        }
    }
}
