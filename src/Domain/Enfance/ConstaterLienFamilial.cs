using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Un lien familial est constaté : visite, appel, hébergement.</summary>
public sealed record ConstaterLienFamilial(CodeOuTexte? Type = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstaterLienFamilial>(
        "liens-familiaux",
        "Constater un lien familial",
        "Un lien familial est constaté : visite, appel, hébergement.",
        Decide,
        """{"type":"visite"}""");

    public static Decision Decide(ConstaterLienFamilial commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new LienFamilialConstate(commande.Type));
}
