using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>What became of an appointment; the number of an act of that nature, stored.</summary>
public enum IssueRendezVous : short
{
    Honore = 0,
    ManqueParUsager = 1,
    ManqueParProfessionnel = 2,
    ManqueSansCause = 3,
    Annule = 4,
}

/// <summary>
/// An appointment: expected from the day it is fixed until it is held, missed or cancelled; the delay runs from the day it was asked for.
/// </summary>
internal static class ReglesRendezVous
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        RendezVousFixe? fixe = null;
        var demande = 0;
        (int Depuis, DateTimeOffset? PrevuLe)? prevu = null;
        (int Jour, Issue Issue)? fin = null;
        foreach (var fait in ReglesDroits.ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case RendezVousFixe e:
                    fixe = e;
                    demande = Math.Min(e.DemandeLe?.DayNumber ?? jour, jour);
                    prevu = (jour, e.PrevuLe);
                    break;
                case RendezVousReporte e when fixe is not null:
                    Fermer(jour);
                    prevu = (jour, e.PrevuLe);
                    fin = null;
                    break;
                case RendezVousHonore e when fixe is not null:
                    Finir(fait, IssueRendezVous.Honore, Issue.Clos);
                    break;
                case RendezVousManque e when fixe is not null:
                    Finir(fait, Manque(e.Cause), Issue.Abandonne);
                    break;
                case RendezVousAnnule when fixe is not null:
                    Finir(fait, IssueRendezVous.Annule, Issue.Abandonne);
                    break;
                default:
                    break;
            }
        }

        if (fixe is null)
        {
            return;
        }

        Fermer(Ligne.SansFin);
        contexte.Delai(
            lignes,
            new(Nature.DelaiRendezVous, Lieu(fixe), demande, 0, default, fixe.RendezVousId, null, 0, null, 0, Agent: fixe.Agent),
            fin);

        void Finir(Fait fait, IssueRendezVous issue, Issue delai)
        {
            lignes.Add(contexte.ActeDe(Nature.IssueRendezVous, (short)issue, fait, fixe.RendezVousId, agent: fixe.Agent));
            Fermer(fait.Jour.DayNumber);
            prevu = null;
            fin = (fait.Jour.DayNumber, delai);
        }

        void Fermer(int au)
        {
            if (prevu is { } p)
            {
                int? le = p.PrevuLe is { } instant ? Calendrier.Jour(instant).DayNumber : null;
                contexte.Episode(lignes, new(
                    Nature.RendezVousPrevu, Lieu(fixe!), p.Depuis, au, default, fixe!.RendezVousId, null, 0, null, 0, Valeur: le, Agent: fixe.Agent));
            }
        }
    }

    private static IssueRendezVous Manque(CauseManque? cause) => cause switch
    {
        CauseManque.Usager => IssueRendezVous.ManqueParUsager,
        CauseManque.Professionnel => IssueRendezVous.ManqueParProfessionnel,
        _ => IssueRendezVous.ManqueSansCause,
    };

    private static short Lieu(RendezVousFixe fixe) => (short)(fixe.Lieu is { } lieu ? (int)lieu : -1);
}
