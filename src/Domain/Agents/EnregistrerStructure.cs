using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>Une structure est enregistrée : service, établissement, association, partenaire.</summary>
public sealed record EnregistrerStructure(CodeOuTexte Type, string? Nom = null, string? CodeInsee = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<EnregistrerStructure>(
        "",
        "Enregistrer une structure",
        "Une structure est enregistrée : service, établissement, association, partenaire.",
        Decide,
        """{"type":"mecs","nom":"Maison de Liévin","codeInsee":"62510"}""",
        Flux.Structure);

    public static Decision Decide(EnregistrerStructure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new StructureEnregistree(commande.Type, commande.Nom, commande.CodeInsee));
}
