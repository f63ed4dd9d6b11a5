using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Rsa;

public enum EtapeDroit
{
    Ouvert,
    Suspendu,
    Ferme,
}

/// <summary>Where the RSA of a household stands.</summary>
public sealed record DroitRsa(EtapeDroit Etape, Composante Composante, DateOnly OuvertLe)
{
    public static ImmutableDictionary<Guid, DroitRsa> Evolve(ImmutableDictionary<Guid, DroitRsa> tous, IEvenementDroitRsa evenement, DateOnly jour)
    {
        var droit = tous.GetValueOrDefault(evenement.FoyerId);
        var suivant = evenement switch
        {
            DroitRsaOuvert e => new DroitRsa(EtapeDroit.Ouvert, e.Composante, jour),
            _ when droit is null => null,
            ComposanteRsaModifiee e => droit with { Composante = e.Composante },
            DroitRsaSuspendu => droit with { Etape = EtapeDroit.Suspendu },
            DroitRsaRepris => droit with { Etape = EtapeDroit.Ouvert },
            DroitRsaFerme => droit with { Etape = EtapeDroit.Ferme },
            _ => droit,
        };
        return suivant is null ? tous : tous.SetItem(evenement.FoyerId, suivant);
    }

    /// <summary>What a fact about the right presupposes and is not known.</summary>
    public static Refus? Manquant(ImmutableDictionary<Guid, DroitRsa> tous, IEvenementDroitRsa evenement)
    {
        var etape = tous.GetValueOrDefault(evenement.FoyerId)?.Etape;
        return evenement switch
        {
            DroitRsaOuvert when etape is EtapeDroit.Ouvert or EtapeDroit.Suspendu =>
                Refuser("droit-rsa-deja-ouvert", "Le droit de ce foyer est déjà ouvert : modifiez sa composante, ou fermez-le d'abord."),
            DroitRsaOuvert => null,
            DroitRsaRepris when etape != EtapeDroit.Suspendu =>
                Refuser("droit-rsa-non-suspendu", "Le versement n'est pas suspendu : il n'y a rien à reprendre."),
            _ when etape is null or EtapeDroit.Ferme =>
                Refuser("droit-rsa-non-ouvert", "Aucun droit au RSA n'est ouvert pour ce foyer : ouvrez-le d'abord."),
            DroitRsaSuspendu when etape == EtapeDroit.Suspendu =>
                Refuser("droit-rsa-deja-suspendu", "Le versement est déjà suspendu : il peut reprendre, ou le droit se fermer."),
            _ => null,
        };

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.FoyerId.ToString(), "data.foyerId");
    }
}
