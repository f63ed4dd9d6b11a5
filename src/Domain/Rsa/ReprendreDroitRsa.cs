using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le versement suspendu reprend.</summary>
public sealed record ReprendreDroitRsa(Guid FoyerId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ReprendreDroitRsa>(
        "droits-rsa/reprise",
        "Reprendre le versement",
        "Le versement suspendu reprend.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a21"}""");

    public static Decision Decide(ReprendreDroitRsa commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitRsaRepris(commande.FoyerId, commande.Motif));
}
