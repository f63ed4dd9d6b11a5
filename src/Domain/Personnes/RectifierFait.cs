using System.Text.Json.Serialization;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Un fait enregistré n'était pas exact : ses données sont remplacées en entier, l'ancienne version reste lisible.</summary>
public sealed record RectifierFait(
    [property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId,
    DonneesRectifiees Donnees,
    CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RectifierFait>(
        "rectifications",
        "Rectifier un fait",
        "Un fait enregistré n'était pas exact : ses données sont remplacées en entier, l'ancienne version reste lisible.",
        Decide,
        """{"evenementId":"g-2015-000123","donnees":{"motif":"demenagement"},"motif":"erreurDeSaisie"}""",
        Flux.Tous);

    public static Decision Decide(RectifierFait commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new EvenementRectifie(commande.EvenementId, commande.Donnees, commande.Motif));
}
