using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne est décédée ; la date de l'acte est celle du décès.</summary>
public sealed record ConstaterDeces : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstaterDeces>(
        "deces",
        "Enregistrer le décès",
        "La personne est décédée ; la date de l'acte est celle du décès.",
        Decide,
        """{}""");

    public static Decision Decide(ConstaterDeces commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PersonneDecedee());
}
