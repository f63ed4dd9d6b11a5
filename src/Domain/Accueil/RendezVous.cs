using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Accueil;

public enum EtapeRendezVous
{
    Fixe,
    Honore,
    Manque,
    Annule,
}

/// <summary>Where an appointment stands.</summary>
public sealed record RendezVous(EtapeRendezVous Etape, DateTimeOffset? PrevuLe)
{
    public static ImmutableDictionary<Guid, RendezVous> Evolve(ImmutableDictionary<Guid, RendezVous> tous, IEvenementRendezVous evenement)
    {
        var rendezVous = tous.GetValueOrDefault(evenement.RendezVousId);
        var suivant = evenement switch
        {
            RendezVousFixe e => new RendezVous(EtapeRendezVous.Fixe, e.PrevuLe),
            _ when rendezVous is null => null,
            RendezVousHonore => rendezVous with { Etape = EtapeRendezVous.Honore },
            RendezVousManque => rendezVous with { Etape = EtapeRendezVous.Manque },
            RendezVousAnnule => rendezVous with { Etape = EtapeRendezVous.Annule },
            RendezVousReporte e => new RendezVous(EtapeRendezVous.Fixe, e.PrevuLe),
            _ => rendezVous,
        };
        return suivant is null || ReferenceEquals(suivant, rendezVous) ? tous : tous.SetItem(evenement.RendezVousId, suivant);
    }

    /// <summary>Judges a fact about an appointment against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, RendezVous> tous, IEvenementRendezVous evenement, Examen examen)
    {
        var rendezVous = tous.GetValueOrDefault(evenement.RendezVousId);
        switch (evenement)
        {
            case RendezVousFixe when rendezVous is not null:
                return Refuser("rendez-vous-deja-fixe", "Un rendez-vous est déjà fixé sous cet identifiant : reportez-le, ou prenez un autre identifiant.");
            case RendezVousFixe { DemandeLe: { } demande } when demande > examen.Aujourdhui:
                return new("fait-futur", "La demande de rendez-vous ne peut pas être à venir.", $"{demande:yyyy-MM-dd}", "data.demandeLe");
            case RendezVousFixe e:
                if (e.DemandeLe > examen.Jour)
                {
                    examen.Signaler("etape-inhabituelle");
                }

                return null;
            case var _ when rendezVous is null:
                return Refuser("rendez-vous-non-fixe", "Aucun rendez-vous n'est fixé sous cet identifiant.");
            case RendezVousReporte when rendezVous.Etape is EtapeRendezVous.Fixe or EtapeRendezVous.Manque:
                return null;
            case var _ when rendezVous.Etape != EtapeRendezVous.Fixe:
                return Refuser("rendez-vous-deja-clos", $"Le rendez-vous est déjà clos ({Nom(rendezVous.Etape)}). Pour changer cela, rectifiez ou annulez le fait.");
            default:
                return null;
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.RendezVousId.ToString(), "data.rendezVousId");

        static string Nom(EtapeRendezVous etape) => etape switch
        {
            EtapeRendezVous.Honore => "honoré",
            EtapeRendezVous.Manque => "manqué",
            EtapeRendezVous.Annule => "annulé",
            _ => "fixé",
        };
    }
}
