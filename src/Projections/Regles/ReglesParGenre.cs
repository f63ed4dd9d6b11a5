using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>Which rule makes the rows of which kind of thing.</summary>
internal static class ReglesParGenre
{
    /// <summary>Adds the rows of one thing.</summary>
    /// <param name="genre">What kind of thing it is.</param>
    /// <param name="faits">The events about it, in the order of recording.</param>
    /// <param name="contexte">The person; empty for agents and structures.</param>
    /// <param name="lignes">Receives the rows.</param>
    public static void Appliquer(Genre genre, List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        switch (genre)
        {
            case Genre.Mesure:
                ReglesMesure.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Aide:
                ReglesAide.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Contrat:
                ReglesActes.Contrat(faits, contexte, lignes);
                break;
            case Genre.Accueil:
                ReglesAccueil.Appliquer(faits, contexte, lignes);
                break;
            case Genre.DroitRsa:
                ReglesDroits.Rsa(faits, contexte, lignes);
                break;
            case Genre.DroitAutonomie:
                ReglesDroits.Autonomie(faits, contexte, lignes);
                break;
            case Genre.Structure:
                ReglesStructure.Appliquer(faits, lignes);
                break;
            case Genre.Ip:
                ReglesIp.Appliquer(faits, contexte, lignes);
                break;
            case Genre.RendezVous:
                ReglesRendezVous.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Expulsion:
                ReglesExpulsion.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Agent:
                ReglesAgent.Appliquer(faits, lignes);
                break;
            case Genre.Suivi:
                ReglesSuivi.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Activite:
                ReglesActivite.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Echeances:
                ReglesEcheances.Appliquer(faits, contexte, lignes);
                break;
            case Genre.Sanction:
                ReglesInsertion.Sanctions(faits, contexte, lignes);
                break;
            case Genre.Action:
                ReglesInsertion.Action(faits, contexte, lignes);
                break;
            case Genre.Membre:
                ReglesInsertion.Membre(faits, contexte, lignes);
                break;
            default:
                ReglesActes.Seul(faits[0], contexte, lignes);
                break;
        }
    }
}
