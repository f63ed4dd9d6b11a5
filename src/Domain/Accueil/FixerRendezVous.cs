using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Un rendez-vous est fixé, avec qui, où et pour quand.</summary>
public sealed record FixerRendezVous(
    DateTimeOffset PrevuLe,
    CodeOuTexte? Objet = null,
    string? Agent = null,
    LieuRendezVous? Lieu = null,
    DateOnly? DemandeLe = null,
    Guid? RendezVousId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<FixerRendezVous>(
        "rendez-vous",
        "Fixer un rendez-vous",
        "Un rendez-vous est fixé, avec qui, où et pour quand.",
        Decide,
        """{"prevuLe":"2025-07-03T10:00:00+02:00","objet":"pointSituation","lieu":"site"}""");

    public static Decision Decide(FixerRendezVous commande, Trajectoire etat, ContexteDecision contexte) =>
        !contexte.Confirme && commande.PrevuLe < contexte.Survenu
            ? Decision.Refuser("rendez-vous-passe", "Un rendez-vous se fixe pour plus tard : pour un entretien déjà tenu, enregistrez l'entretien.", $"{commande.PrevuLe:yyyy-MM-dd'T'HH:mm}", "prevuLe")
            : contexte.Constater(etat, new RendezVousFixe(contexte.Identifiant(commande.RendezVousId), commande.Objet, commande.PrevuLe, commande.Agent ?? contexte.Auteur, commande.Lieu, commande.DemandeLe));
}
