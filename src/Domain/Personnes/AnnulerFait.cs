using System.Text.Json.Serialization;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Un fait enregistré n'a jamais eu lieu : il est retiré, et l'on garde qui l'a retiré et pourquoi.</summary>
public sealed record AnnulerFait([property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AnnulerFait>(
        "annulations",
        "Annuler un fait",
        "Un fait enregistré n'a jamais eu lieu : il est retiré, et l'on garde qui l'a retiré et pourquoi.",
        Decide,
        """{"evenementId":"g-2015-000123","motif":"mauvaisDossier"}""",
        Flux.Tous);

    public static Decision Decide(AnnulerFait commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EvenementAnnule(commande.EvenementId, commande.Motif));
}
