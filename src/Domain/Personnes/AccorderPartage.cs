using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne accepte qu'une structure voie son dossier, en entier ou sans les textes.</summary>
public sealed record AccorderPartage(string Structure, NiveauPartage Niveau, DateOnly? Jusquau = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AccorderPartage>(
        "partages",
        "Accorder le partage",
        "La personne accepte qu'une structure voie son dossier, en entier ou sans les textes.",
        Decide,
        """{"structure":"PLIE-ARRAS","niveau":"limite","jusquau":"2026-12-31"}""");

    public static Decision Decide(AccorderPartage commande, Trajectoire etat, ContexteDecision contexte) =>
        !contexte.Confirme && commande.Jusquau < contexte.Jour
            ? Decision.Refuser("partage-deja-echu", "Le partage finirait avant de commencer : donnez une date à venir, ou aucune.", $"{commande.Jusquau:yyyy-MM-dd}", "jusquau")
            : contexte.Constater(etat, new PartageAccorde(commande.Structure, commande.Niveau, commande.Jusquau));
}
