using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>Le degré de dépendance est évalué, de GIR 1 (le plus dépendant) à GIR 6.</summary>
public sealed record EvaluerGir(int Gir) : Commande
{
    public static Acte Acte { get; } = Acte.De<EvaluerGir>(
        "gir",
        "Évaluer le GIR",
        "Le degré de dépendance est évalué, de GIR 1 (le plus dépendant) à GIR 6.",
        Decide,
        """{"gir":4}""");

    public static Decision Decide(EvaluerGir commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new GirEvalue(commande.Gir));
}
