using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>What the yearly survey on RSA also asks for: sanctions in force, actions of insertion, who lives in the household.</summary>
internal static class ReglesInsertion
{
    /// <summary>
    /// A sanction is in force from its decision until it is lifted, its months are over, or another one takes its place. Each is an act as well.
    /// </summary>
    public static void Sanctions(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        Ligne? actuelle = null;
        foreach (var fait in ReglesDroits.ParJour(faits))
        {
            Fermer(fait.Jour.DayNumber);
            if (fait.Evenement is SanctionDecidee e)
            {
                lignes.Add(contexte.ActeDe(Nature.SanctionDecidee, (short)e.Nature, fait, fait.Id));
                var fin = new Sanction(e.Nature, fait.Jour, e.DureeMois).Fin;
                actuelle = new(Nature.Sanction, (short)e.Nature, fait.Jour.DayNumber, fin?.DayNumber ?? Ligne.SansFin, default, fait.Id, null, 0, null, 0);
            }
        }

        Fermer(Ligne.SansFin);

        void Fermer(int jour)
        {
            if (actuelle is { } sanction)
            {
                contexte.Episode(lignes, sanction with { Au = Math.Min(sanction.Au, jour) });
                actuelle = null;
            }
        }
    }

    /// <summary>An action is followed from its start to its end; one that was prescribed only is not.</summary>
    public static void Action(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        if (faits.FirstOrDefault(f => f.Evenement is ActionDemarree) is { } debut)
        {
            var dispositif = faits.Select(f => f.Evenement switch { ActionPrescrite e => e.Dispositif, ActionDemarree e => e.Dispositif, _ => null }).LastOrDefault(d => d is not null);
            contexte.Episode(lignes, new(
                Nature.ActionInsertion, 0, debut.Jour.DayNumber, faits.FirstOrDefault(f => f.Evenement is ActionTerminee)?.Jour.DayNumber ?? Ligne.SansFin, default,
                CleObjet.DeLAction(((IEvenementAction)debut.Evenement).ActionId), null, 0, null, 0, Structure: dispositif?.Code));
        }
    }

    /// <summary>The stay of a spouse or a child in a household: the two roles that say what family it is. A household joined again is one more stay.</summary>
    public static void Membre(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        (int Du, Guid Foyer, RoleFoyer Role)? depuis = null;
        foreach (var fait in ReglesDroits.ParJour(faits))
        {
            var jour = fait.Jour.DayNumber;
            Fermer(jour);
            depuis = fait.Evenement is FoyerRejoint { Role: RoleFoyer.Conjoint or RoleFoyer.Enfant } e ? (jour, e.FoyerId, e.Role.Value) : null;
        }

        Fermer(Ligne.SansFin);

        void Fermer(int au)
        {
            if (depuis is { } d)
            {
                contexte.Episode(lignes, new(Nature.MembreDeFoyer, (short)d.Role, d.Du, au, default, d.Foyer, d.Foyer, 0, null, 0));
            }
        }
    }
}
