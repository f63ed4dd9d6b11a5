using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// An aid: the agreements as acts, and two delays, from the complete file to the first decision and from the request to the
/// first payment. A withdrawn request abandons both; a refusal that stands abandons the payment.
/// </summary>
internal static class ReglesAide
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        AideSollicitee? demande = null;
        int? sollicitee = null, complet = null, decidee = null, retiree = null, versee = null, refusee = null;
        foreach (var fait in faits)
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case AideSollicitee e:
                    (demande, sollicitee) = (e, jour);
                    break;
                case DossierComplet:
                    complet = Premier(complet, jour);
                    break;
                case AideAccordee e:
                    decidee = Premier(decidee, jour);
                    refusee = null;
                    if (demande is not null)
                    {
                        lignes.Add(contexte.ActeDe(
                            Nature.AideAccordee, ReglesActes.TypeAide(demande.Fonds, demande.Volet), fait, e.DemandeId, demande.FoyerId,
                            e.Montant is { } montant ? (int)Math.Clamp(Math.Round(montant * 100), int.MinValue, int.MaxValue) : null));
                    }

                    break;
                case AideRefusee:
                    decidee = Premier(decidee, jour);
                    refusee = jour;
                    break;
                case AideRetiree:
                    retiree = Premier(retiree, jour);
                    break;
                case AideVersee:
                    versee = Premier(versee, jour);
                    break;
                default:
                    break;
            }
        }

        if (demande is null || sollicitee is not { } depuis)
        {
            return;
        }

        var modele = new Ligne(
            Nature.DelaiVersementAide, ReglesActes.TypeAide(demande.Fonds, demande.Volet), depuis, 0, default, demande.DemandeId, demande.FoyerId, 0, null, 0);
        contexte.Delai(lignes, modele, Fin(versee, retiree ?? refusee));
        if (complet is { } du)
        {
            contexte.Delai(lignes, modele with { Nature = Nature.DelaiDecisionAide, Du = du }, Fin(decidee, retiree));
        }
    }

    private static int Premier(int? jour, int autre) => jour is { } j ? Math.Min(j, autre) : autre;

    private static (int, Issue)? Fin(int? clos, int? abandonne) =>
        clos is { } c ? (c, Issue.Clos) : abandonne is { } a ? (a, Issue.Abandonne) : null;
}
