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

    /// <summary>Decisions share a number with their outcome: even for an agreement.</summary>
    public static short TypeDecision(Droit droit, bool accord) => (short)((int)droit * 2 + (accord ? 0 : 1));

    public static void Seul(Fait fait, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? acte = fait.Evenement switch
        {
            ConsultationInfantile => contexte.ActeDe(Nature.ConsultationInfantile, 0, fait, fait.Id),
            BilanQuatreAns => contexte.ActeDe(Nature.BilanQuatreAns, 0, fait, fait.Id),
            EvaluationIpConfiee e => contexte.ActeDe(Nature.EvaluationIpConfiee, 0, fait, e.IpId, structure: e.Site),
            DecisionAutonomie e => contexte.ActeDe(Nature.DecisionAutonomie, TypeDecision(e.Droit, e.Accord), fait, fait.Id),
            _ => null,
        };
        if (acte is { } ligne)
        {
            lignes.Add(ligne);
        }
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
