using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne donne ou refuse son accord sur un objet précis.</summary>
public sealed record RecueillirConsentement(CodeOuTexte Objet, bool Accord) : Commande
{
    public static Acte Acte { get; } = Acte.De<RecueillirConsentement>(
        "consentements",
        "Recueillir un consentement",
        "La personne donne ou refuse son accord sur un objet précis.",
        Decide,
        """{"objet":"contactParSms","accord":true}""");

    public static Decision Decide(RecueillirConsentement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ConsentementRecueilli(commande.Objet, commande.Accord));
}
