using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>Rights that open, change and close, possibly several times: RSA by component, autonomy by right.</summary>
internal static class ReglesDroits
{
    /// <summary>The RSA of a household: one episode per stretch with one component. A suspended right is still open.</summary>
    public static void Rsa(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        (int Du, Composante Composante, bool Debut)? ouvert = null;
        foreach (var fait in ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case DroitRsaOuvert e:
                    Fermer(jour, fin: false);
                    ouvert = (jour, e.Composante, ouvert is null);
                    break;
                case ComposanteRsaModifiee e when ouvert is not null:
                    Fermer(jour, fin: false);
                    ouvert = (jour, e.Composante, ouvert.Value.Debut && ouvert.Value.Du == jour);
                    break;
                case DroitRsaFerme:
                    Fermer(jour, fin: true);
                    ouvert = null;
                    break;
                default:
                    break;
            }
        }

        Fermer(Ligne.SansFin, fin: true);

        void Fermer(int au, bool fin)
        {
            if (ouvert is { } o)
            {
                var foyer = ((IEvenementDroitRsa)faits[0].Evenement).FoyerId;
                contexte.Episode(lignes, new Ligne(Nature.Rsa, (short)o.Composante, o.Du, au, default, foyer, foyer, 0, null, 0, o.Debut, fin));
            }
        }
    }

    /// <summary>A right to autonomy of a person, cut where the GIR changes when it is an APA.</summary>
    public static void Autonomie(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        (int Du, Droit Droit)? ouvert = null;
        foreach (var fait in ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case DroitAutonomieOuvert e:
                    ouvert ??= (jour, e.Droit);
                    break;
                case DroitAutonomieFerme:
                    Fermer(jour);
                    ouvert = null;
                    break;
                default:
                    break;
            }
        }

        Fermer(Ligne.SansFin);

        void Fermer(int au)
        {
            if (ouvert is { } o)
            {
                contexte.Episode(
                    lignes,
                    new Ligne(Nature.DroitAutonomie, (short)o.Droit, o.Du, au, default, contexte.Personne, null, 0, null, 0),
                    parGir: o.Droit is Droit.APA_DOMICILE or Droit.APA_ETABLISSEMENT);
            }
        }
    }

    /// <summary>By business date; what happened on the same day stays in the order it was recorded.</summary>
    internal static IEnumerable<Fait> ParJour(IReadOnlyList<Fait> faits)
    {
        for (var i = 1; i < faits.Count; i++)
        {
            if (faits[i].Jour < faits[i - 1].Jour)
            {
                return faits.OrderBy(f => f.Jour);
            }
        }

        return faits;
    }
}
