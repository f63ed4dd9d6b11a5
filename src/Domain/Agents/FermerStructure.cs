using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>La structure ferme.</summary>
public sealed record FermerStructure(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<FermerStructure>(
        "fermeture",
        "Fermer une structure",
        "La structure ferme.",
        Decide,
        """{"motif":"cessation"}""",
        Flux.Structure);

    public static Decision Decide(FermerStructure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new StructureFermee(commande.Motif));
}
