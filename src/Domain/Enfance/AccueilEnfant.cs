using System.Collections.Immutable;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Enfance;

public enum EtapeAccueil
{
    Decide,
    Demarre,
    Termine,
    NonExecute,
}

/// <summary>Where the reception of a child in care stands.</summary>
public sealed record AccueilEnfant(EtapeAccueil Etape, NatureAccueil Nature)
{
    public DateOnly? DemarreLe { get; init; }

    public DateOnly? FiniLe { get; init; }

    public static ImmutableDictionary<Guid, AccueilEnfant> Evolve(
        ImmutableDictionary<Guid, AccueilEnfant> accueils, IEvenementAccueil evenement, DateOnly jour)
    {
        var accueil = accueils.GetValueOrDefault(evenement.AccueilId);
        var suivant = evenement switch
        {
            AccueilDecide e => new AccueilEnfant(EtapeAccueil.Decide, e.Nature),
            _ when accueil is null => null,
            AccueilDemarre => accueil with { Etape = EtapeAccueil.Demarre, DemarreLe = jour },
            AccueilTermine => accueil with { Etape = EtapeAccueil.Termine, FiniLe = jour },
            AccueilNonExecute => accueil with { Etape = EtapeAccueil.NonExecute, FiniLe = jour },
            _ => accueil,
        };
        return suivant is null || ReferenceEquals(suivant, accueil) ? accueils : accueils.SetItem(evenement.AccueilId, suivant);
    }

    /// <summary>Judges a fact about a reception against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, AccueilEnfant> accueils, IEvenementAccueil evenement, Examen examen)
    {
        var accueil = accueils.GetValueOrDefault(evenement.AccueilId);
        switch (evenement)
        {
            case AccueilDecide when accueil is not null:
                return Refuser("accueil-deja-decide", "Un accueil est déjà décidé sous cet identifiant.");
            case AccueilDecide:
                return null;
            case var _ when accueil is null:
                return Refuser("accueil-non-decide", "Aucun accueil n'est décidé sous cet identifiant : enregistrez d'abord la décision.");
            case AccueilTermine or AccueilNonExecute when accueil.FiniLe is not null:
                return Refuser("accueil-deja-termine", $"L'accueil a déjà pris fin le {accueil.FiniLe:dd/MM/yyyy}. Pour changer cette fin, rectifiez-la.");
            case AccueilDemarre when accueil.DemarreLe is not null:
                return Refuser("accueil-deja-demarre", $"L'accueil a déjà démarré le {accueil.DemarreLe:dd/MM/yyyy}. Pour un changement de lieu : LieuAccueilChange.");
            case AccueilDemarre when accueil.FiniLe is not null:
                return Refuser("accueil-deja-termine", "L'accueil n'a pas été exécuté : un nouvel accueil est à décider.");
            case AccueilDemarre e:
                return Communes.Garder(e.CodeInsee, examen);
            case AccueilTermine when accueil.DemarreLe is null:
                return Refuser("accueil-non-demarre", "L'accueil n'a pas démarré : il n'est pas terminé mais non exécuté (AccueilNonExecute).");
            case AccueilTermine when examen.Jour < accueil.DemarreLe:
                return Refuser("fin-avant-debut", $"L'accueil a démarré le {accueil.DemarreLe:dd/MM/yyyy} : il ne peut pas avoir pris fin avant.");
            case AccueilNonExecute when accueil.DemarreLe is not null:
                return Refuser("accueil-deja-demarre", "L'accueil a démarré : il se termine (AccueilTermine).");
            case LieuAccueilChange when accueil.DemarreLe is null:
                return Refuser("accueil-non-demarre", "L'accueil n'a pas démarré : il n'y a pas de lieu à changer.");
            case LieuAccueilChange when accueil.FiniLe is { } fin && examen.Jour > fin:
                return Refuser("accueil-deja-termine", $"L'accueil a pris fin le {fin:dd/MM/yyyy}.");
            case LieuAccueilChange e:
                if (accueil.FiniLe is not null)
                {
                    examen.Signaler("etape-saisie-apres-la-fin");
                }

                return Communes.Garder(e.CodeInsee, examen);
            default:
                if (accueil.FiniLe is not null)
                {
                    examen.Signaler("etape-saisie-apres-la-fin");
                }

                return null;
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.AccueilId.ToString(), "data.accueilId");
    }
}
