using System.Collections.Immutable;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Aides;

public enum EtapeAide
{
    Demandee,
    Accordee,
    Refusee,
    EnRecours,
    Rouverte,
    Retiree,
}

/// <summary>Where a request for a financial aid stands.</summary>
public sealed record Aide(Fonds Fonds, Volet? Volet, EtapeAide Etape)
{
    /// <summary>Whether an aid was granted at least once: money may have moved.</summary>
    public bool Accordee { get; init; }

    public bool EstDecidee => Etape is EtapeAide.Accordee or EtapeAide.Refusee;

    public static ImmutableDictionary<Guid, Aide> Evolve(ImmutableDictionary<Guid, Aide> aides, IEvenementAide evenement)
    {
        var aide = aides.GetValueOrDefault(evenement.DemandeId);
        var suivante = evenement switch
        {
            AideSollicitee e => new Aide(e.Fonds, e.Volet, EtapeAide.Demandee),
            _ when aide is null => null,
            AideAccordee => aide with { Etape = EtapeAide.Accordee, Accordee = true },
            AideRefusee => aide with { Etape = EtapeAide.Refusee },
            AideRetiree => aide with { Etape = EtapeAide.Retiree },
            RecoursForme => aide with { Etape = EtapeAide.EnRecours },
            RecoursTranche { Issue: IssueRecours.Infirme } => aide with { Etape = EtapeAide.Rouverte },
            RecoursTranche => aide with { Etape = aide.Accordee ? EtapeAide.Accordee : EtapeAide.Refusee },
            _ => aide,
        };
        return suivante is null || ReferenceEquals(suivante, aide) ? aides : aides.SetItem(evenement.DemandeId, suivante);
    }

    /// <summary>Judges a fact about a request against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, Aide> aides, int? age, IEvenementAide evenement, Examen examen)
    {
        var aide = aides.GetValueOrDefault(evenement.DemandeId);
        switch (evenement)
        {
            case AideSollicitee when aide is not null:
                return Refuser("aide-deja-sollicitee", "Une demande existe déjà sous cet identifiant.");
            case AideSollicitee e:
                return Age(e.Fonds, age, examen) ?? Montants.Garder(e.MontantDemande, "montantDemande");
            case var _ when aide is null:
                return Refuser("aide-non-sollicitee", "Aucune demande d'aide n'est ouverte sous cet identifiant.");
            case AideAccordee or AideRefusee or AideAjournee when aide.Etape == EtapeAide.Retiree:
                return Refuser("aide-retiree", "La demande a été retirée : une nouvelle demande est à faire.");
            case AideAccordee or AideRefusee when aide.EstDecidee:
                return Refuser("aide-deja-decidee", "La demande est déjà décidée : seul un recours permet une nouvelle décision.");
            case AideAccordee e:
                return Montants.Garder(e.Montant, "montant") ?? Positif(e.Mensualites);
            case AideRetiree when aide.Etape == EtapeAide.Retiree:
                return Refuser("aide-retiree", "La demande est déjà retirée.");
            case RecoursTranche when aide.Etape != EtapeAide.EnRecours:
                return Refuser("recours-non-forme", "Aucun recours n'est en cours sur cette demande.");
            case AideVersee e:
                Inhabituel(!aide.Accordee);
                return Montants.Garder(e.Montant, "montant");
            case RemboursementRecu e:
                Inhabituel(!aide.Accordee);
                return Montants.Garder(e.Montant, "montant");
            case RecoursForme:
                Inhabituel(!aide.EstDecidee);
                return null;
            case AideAjournee or DossierComplet or PiecesDemandees or AideInscrite:
                Inhabituel(aide.EstDecidee);
                return null;
            default:
                return null;
        }

        void Inhabituel(bool vrai)
        {
            if (vrai)
            {
                examen.Signaler("etape-inhabituelle");
            }
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.DemandeId.ToString(), "data.demandeId");
    }

    private static Refus? Positif(int? mensualites) =>
        mensualites is < 0 ? new("valeur-hors-domaine", "Le nombre de mensualités est positif.", $"{mensualites}", "data.mensualites") : null;

    private static Refus? Age(Fonds fonds, int? age, Examen examen) =>
        Limites.Age(fonds, examen.Jour) is { } limite && age is { } ans && (ans < limite.Minimum || ans > limite.Maximum)
            ? new("age-hors-limites", $"{fonds} : de {limite.Minimum} à {limite.Maximum} ans ({limite.Source}).", $"{ans} ans", "data.fonds")
            : null;
}

/// <summary>Amounts of money: euros, positive, two decimals at most.</summary>
public static class Montants
{
    public static Refus? Garder(decimal? montant, string champ) =>
        montant is { } m && (m < 0 || decimal.Round(m, 2) != m)
            ? new("montant-invalide", "Un montant est en euros, positif, avec deux décimales au plus.", m.ToString(System.Globalization.CultureInfo.InvariantCulture), $"data.{champ}")
            : null;
}
