using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// An eviction: the day of each stage, and the delay from each to the next. A procedure that is closed at a stage leaves there:
/// that delay is abandoned, not closed.
/// </summary>
internal static class ReglesExpulsion
{
    /// <summary>Stages are numbered from 1 in the order of the law; 0 is the opening of the procedure.</summary>
    public static short Numero(StadeExpulsion stade) => (short)((int)stade + 1);

    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        (int Jour, short Stade)? courant = null;
        foreach (var fait in ReglesDroits.ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case ProcedureExpulsionOuverte e when courant is null:
                    courant = (jour, 0);
                    break;
                case StadeExpulsionFranchi e:
                    var stade = Numero(e.Stade);
                    lignes.Add(contexte.ActeDe(Nature.StadeExpulsion, stade, fait, e.ProcedureId));
                    if (courant is { } avant)
                    {
                        Quitter(avant, (jour, e.Stade == StadeExpulsion.Cloture ? Issue.Abandonne : Issue.Clos));
                    }

                    courant = e.Stade is StadeExpulsion.Cloture or StadeExpulsion.Expulsion ? null : (jour, stade);
                    break;
                case DiagnosticSocialFinancier e:
                    lignes.Add(contexte.ActeDe(Nature.DiagnosticSocialFinancier, (short)e.Resultat, fait, e.ProcedureId));
                    break;
                default:
                    break;
            }
        }

        if (courant is { } reste)
        {
            Quitter(reste, null);
        }

        void Quitter((int Jour, short Stade) stade, (int, Issue)? fin) => contexte.Delai(
            lignes,
            new(Nature.DelaiStade, stade.Stade, stade.Jour, 0, default, ((IEvenementExpulsion)faits[0].Evenement).ProcedureId, null, 0, null, 0),
            fin);
    }
}
