using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>L'aide est accordée, en subvention, en prêt ou les deux.</summary>
public sealed record AccorderAide(
    Guid DemandeId,
    decimal? Montant = null,
    FormeAide? Forme = null,
    int? Mensualites = null,
    Beneficiaire? VerseA = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<AccorderAide>(
        "aides/accord",
        "Accorder une aide",
        "L'aide est accordée, en subvention, en prêt ou les deux.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","montant":600,"forme":"pret","mensualites":12,"verseA":"tiers"}""");

    public static Decision Decide(AccorderAide commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideAccordee(commande.DemandeId, commande.Montant, commande.Forme, commande.Mensualites, commande.VerseA));
}
