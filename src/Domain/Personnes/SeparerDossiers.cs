using Accompagnement.Domain.Decisions;

namespace Accompagnement.Domain.Personnes;

/// <summary>La fusion était une erreur : les deux dossiers reprennent chacun leur histoire.</summary>
public sealed record SeparerDossiers(Guid Absorbe) : Commande
{
    public static Acte Acte { get; } = Acte.De<SeparerDossiers>(
        "separation",
        "Séparer deux dossiers",
        "La fusion était une erreur : les deux dossiers reprennent chacun leur histoire.",
        Decide,
        """{"absorbe":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a23"}""");

    public static Decision Decide(SeparerDossiers commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DossiersSepares(commande.Absorbe));
}
