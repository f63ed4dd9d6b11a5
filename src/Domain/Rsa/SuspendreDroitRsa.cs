using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le versement est suspendu ; le droit reste ouvert.</summary>
public sealed record SuspendreDroitRsa(Guid FoyerId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<SuspendreDroitRsa>(
        "droits-rsa/suspension",
        "Suspendre le droit",
        "Le versement est suspendu ; le droit reste ouvert.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a20","motif":"ressources"}""");

    public static Decision Decide(SuspendreDroitRsa commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitRsaSuspendu(commande.FoyerId, commande.Motif));
}
