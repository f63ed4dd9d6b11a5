using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure est suspendue.</summary>
public sealed record SuspendreMesure(Guid MesureId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SuspendreMesure>(
        "mesures/suspension",
        "Suspendre une mesure",
        "La mesure est suspendue.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c","motif":"hospitalisation"}""");

    public static Decision Decide(SuspendreMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureSuspendue(commande.MesureId, commande.Motif));
}
