using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// An agent: site and working time, service, absences, departure. An affectation bears the site as its structure and the working
/// time in hundredths; what an agent did before a move stays with the site of that day, and what an agent who has left has not handed over
/// stays with the last one, whose affectation goes on without any time (docs/decisions/0087).
/// </summary>
internal static class ReglesAgent
{
    public static void Appliquer(IReadOnlyList<Fait> faits, List<Ligne> lignes)
    {
        var sujet = faits[0].Sujet;
        (int Du, string? Site, decimal? Etp)? affectation = null;
        (int Du, string Service)? service = null;
        (int Du, int? Jusquau)? absence = null;
        int? parti = null;
        foreach (var fait in ReglesDroits.ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case AgentEnregistre e:
                    Affecter(jour, e.Site, e.Etp, e.Service);
                    break;
                case AffectationModifiee e:
                    Affecter(jour, e.Site ?? affectation?.Site, e.Etp ?? affectation?.Etp, e.Service);
                    break;
                case AbsenceDebutee e:
                    FermerAbsence(jour);
                    absence = (jour, e.Jusquau?.DayNumber);
                    break;
                case AbsenceTerminee:
                    FermerAbsence(jour);
                    absence = null;
                    break;
                case AgentParti:
                    FermerAffectation(jour);
                    FermerAbsence(jour);
                    (affectation, absence) = (affectation is { } derniere ? (jour, derniere.Site, null) : null, null);
                    parti ??= jour;
                    break;
                default:
                    break;
            }
        }

        FermerAffectation(Ligne.SansFin);
        FermerService(Ligne.SansFin);
        FermerAbsence(Ligne.SansFin);
        if (parti is { } depart)
        {
            Ajouter(Nature.Depart, depart, Ligne.SansFin);
        }

        void Affecter(int jour, string? site, decimal? etp, string? nouveauService)
        {
            if (parti is { } du)
            {
                Ajouter(Nature.Depart, du, jour);
                parti = null;
            }

            FermerAffectation(jour);
            affectation = (jour, site, etp ?? 1);
            if (nouveauService is not null)
            {
                FermerService(jour);
                service = (jour, nouveauService);
            }
        }

        void FermerAffectation(int au)
        {
            if (affectation is { } a)
            {
                Ajouter(Nature.Affectation, a.Du, au, a.Site, a.Etp is { } etp ? (int)Math.Round(etp * 100) : null);
            }
        }

        void FermerService(int au)
        {
            if (service is { } s)
            {
                Ajouter(Nature.ServiceAgent, s.Du, au, s.Service);
            }
        }

        // An absence ends with its return, or the day after the last one that was announced.
        void FermerAbsence(int au)
        {
            if (absence is { } a)
            {
                Ajouter(Nature.Absence, a.Du, a.Jusquau is { } jusquau ? Math.Min(au, jusquau + 1) : au);
            }
        }

        void Ajouter(Nature nature, int du, int au, string? structure = null, int? valeur = null)
        {
            if (au > du)
            {
                lignes.Add(new(nature, 0, du, au, sujet.Flux, sujet.Flux, null, 0, null, 0, Valeur: valeur, Agent: sujet.Cle, Structure: structure));
            }
        }
    }
}
