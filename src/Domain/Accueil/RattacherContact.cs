using System.Text.Json.Serialization;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Un contact reçu sans nom s'avère être celui de cette personne.</summary>
public sealed record RattacherContact(string Registre, [property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId) : Commande
{
    public static Acte Acte { get; } = Acte.De<RattacherContact>(
        "accueils/rattachement",
        "Rattacher un contact",
        "Un contact reçu sans nom s'avère être celui de cette personne.",
        Decide,
        """{"registre":"ARTOIS-BETHUNE","evenementId":"g-2015-000123"}""");

    public static Decision Decide(RattacherContact commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ContactRattache(commande.Registre, commande.EvenementId));
}
