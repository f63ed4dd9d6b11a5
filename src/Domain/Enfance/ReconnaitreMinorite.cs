using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>La minorité du jeune est reconnue.</summary>
public sealed record ReconnaitreMinorite : Commande
{
    public static Acte Acte { get; } = Acte.De<ReconnaitreMinorite>(
        "minorite",
        "Reconnaître la minorité",
        "La minorité du jeune est reconnue.",
        Decide,
        """{}""");

    public static Decision Decide(ReconnaitreMinorite commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MinoriteReconnue());
}
