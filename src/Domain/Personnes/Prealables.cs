using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Personnes;

/// <summary>
/// What an act presupposes without being impossible otherwise: a référent who is replaced was one before. The import flags
/// what lacks it, because a file taken over from another system begins somewhere; a command is refused until it is confirmed.
/// The rule is the same, and is written here once.
/// </summary>
public static class Prealables
{
    /// <returns>What is missing and what would be allowed; null when nothing is.</returns>
    public static Refus? Manquant(Trajectoire etat, IEvenement evenement)
    {
        var suivi = etat.Suivi;
        return evenement switch
        {
            IEvenementDroitRsa e => DroitRsa.Manquant(suivi.DroitsRsa, e),
            IEvenementIp e => InformationPreoccupante.Manquant(suivi.Ips, e),
            IEvenementAction e => ActionInsertion.Manquant(suivi.Actions, e),
            IEvenementExpulsion e => Expulsion.Manquant(suivi.Expulsions, e),
            IEvenementSaisine e => Saisine.Manquant(suivi.Saisines, e),
            SanctionDecidee or SanctionLevee or AvisEquipeRendu => Sanction.Manquant(suivi.Sanction, suivi.Equipe, evenement),
            OrientationConfirmee or OrientationContestee or ReorientationPrononcee when suivi.Orientation is null =>
                new("orientation-non-prononcee", "Aucune orientation n'est prononcée : prononcez d'abord une orientation."),
            ReferentDesigne e when Referent.Est(suivi.Referents, e.Role, e.Agent) =>
                new("referent-deja-designe", "Cet agent est déjà référent dans ce rôle.", e.Agent, "data.agent"),
            ReferentRemplace e when !Referent.Est(suivi.Referents, e.Role, e.Ancien) => NonReferent(e.Ancien, "data.ancien"),
            ReferentDecharge e when !Referent.Est(suivi.Referents, e.Role, e.Agent) => NonReferent(e.Agent, "data.agent"),
            FoyerRejoint e when suivi.Foyers.ContainsKey(e.FoyerId) =>
                new("foyer-deja-rejoint", "La personne est déjà de ce foyer : elle peut le quitter.", e.FoyerId.ToString(), "data.foyerId"),
            FoyerQuitte e when !suivi.Foyers.ContainsKey(e.FoyerId) =>
                new("foyer-non-rejoint", "La personne n'est pas de ce foyer : elle ne peut pas le quitter.", e.FoyerId.ToString(), "data.foyerId"),
            DroitAutonomieOuvert e when suivi.DroitsAutonomie.ContainsKey(e.Droit) =>
                new("droit-deja-ouvert", "Ce droit est déjà ouvert : il peut être fermé.", $"{e.Droit}", "data.droit"),
            DroitAutonomieFerme e when !suivi.DroitsAutonomie.ContainsKey(e.Droit) =>
                new("droit-non-ouvert", "Ce droit n'est pas ouvert : il ne peut pas être fermé.", $"{e.Droit}", "data.droit"),
            PartageRetire e when !suivi.Partages.ContainsKey(e.Structure) =>
                new("partage-non-accorde", "Aucun partage n'est accordé à cette structure : il n'y a rien à retirer.", e.Structure, "data.structure"),
            MiseALAbriTerminee when suivi.MisALAbriLe is null =>
                new("mise-a-l-abri-non-demarree", "Aucune mise à l'abri n'est en cours."),
            _ => null,
        };
    }

    private static Refus NonReferent(string agent, string champ) =>
        new("referent-non-designe", "Cet agent n'est pas référent dans ce rôle : désignez-le d'abord, ou vérifiez le rôle.", agent, champ);
}
