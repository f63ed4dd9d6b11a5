using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le droit au RSA du foyer est ouvert ; le délai d'orientation court.</summary>
public sealed record OuvrirDroitRsa(
    Guid FoyerId,
    Composante Composante,
    bool? Majore = null,
    Organisme? Organisme = null,
    bool? NouvelEntrant = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<OuvrirDroitRsa>(
        "droits-rsa",
        "Ouvrir le droit au RSA",
        "Le droit au RSA du foyer est ouvert ; le délai d'orientation court.",
        Decide,
        """{"foyerId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a22","composante":"socle","organisme":"CAF","nouvelEntrant":true}""");

    public static Decision Decide(OuvrirDroitRsa commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitRsaOuvert(commande.FoyerId, commande.Composante, commande.Majore, commande.Organisme, commande.NouvelEntrant));
}
