using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>Une procédure d'expulsion est connue du service.</summary>
public sealed record OuvrirProcedureExpulsion(Parc? Parc = null, decimal? Dette = null, Guid? ProcedureId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<OuvrirProcedureExpulsion>(
        "expulsions",
        "Ouvrir une procédure d'expulsion",
        "Une procédure d'expulsion est connue du service.",
        Decide,
        """{"parc":"social","dette":2150.40}""");

    public static Decision Decide(OuvrirProcedureExpulsion commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ProcedureExpulsionOuverte(contexte.Identifiant(commande.ProcedureId), commande.Parc, commande.Dette));
}
