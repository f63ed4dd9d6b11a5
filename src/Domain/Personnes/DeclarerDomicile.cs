using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne dit où elle habite ; sa commune dit de quel territoire elle relève.</summary>
public sealed record DeclarerDomicile(string? CodeInsee = null, TypeLogement? TypeLogement = null, string? Qpv = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeclarerDomicile>(
        "domicile",
        "Déclarer le domicile",
        "La personne dit où elle habite ; sa commune dit de quel territoire elle relève.",
        Decide,
        """{"codeInsee":"62041","typeLogement":"locatairePrive"}""");

    public static Decision Decide(DeclarerDomicile commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DomicileDeclare(commande.CodeInsee, commande.TypeLogement, commande.Qpv));
}
