using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le droit au RSA du foyer est fermé.</summary>
public sealed record FermerDroitRsa(Guid FoyerId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<FermerDroitRsa>(
        "droits-rsa/fermeture",
        "Fermer le droit",
        "Le droit au RSA du foyer est fermé.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a20","motif":"emploi"}""");

    public static Decision Decide(FermerDroitRsa commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitRsaFerme(commande.FoyerId, commande.Motif));
}
