using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>Un autre dossier de la même personne est absorbé par celui-ci ; rien n'est perdu.</summary>
public sealed record FusionnerDossiers(Guid Absorbe) : Commande
{
    public static Acte Acte { get; } = Acte.De<FusionnerDossiers>(
        "fusion",
        "Fusionner deux dossiers",
        "Un autre dossier de la même personne est absorbé par celui-ci ; rien n'est perdu.",
        Decide,
        """{"absorbe":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a23"}""");

    public static Decision Decide(FusionnerDossiers commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DossiersFusionnes(commande.Absorbe));
}
