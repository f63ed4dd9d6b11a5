using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Rsa;

public enum EtapeAction
{
    Prescrite,
    Demarree,
    Terminee,
}

/// <summary>Where an action of insertion stands.</summary>
public sealed record ActionInsertion(EtapeAction Etape, CodeOuTexte? Dispositif, string? Operateur, DateOnly Depuis)
{
    public static ImmutableDictionary<string, ActionInsertion> Evolve(
        ImmutableDictionary<string, ActionInsertion> toutes, IEvenementAction evenement, DateOnly jour)
    {
        var action = toutes.GetValueOrDefault(evenement.ActionId);
        return toutes.SetItem(evenement.ActionId, evenement switch
        {
            ActionPrescrite e => new(EtapeAction.Prescrite, e.Dispositif, e.Operateur, jour),
            ActionDemarree e => new(EtapeAction.Demarree, e.Dispositif ?? action?.Dispositif, e.Operateur ?? action?.Operateur, jour),
            ActionTerminee e => new(EtapeAction.Terminee, e.Dispositif ?? action?.Dispositif, e.Operateur ?? action?.Operateur, jour),
            _ => throw new ArgumentOutOfRangeException(nameof(evenement), evenement, "Not a step of an action."),
        });
    }

    public static Refus? Manquant(ImmutableDictionary<string, ActionInsertion> toutes, IEvenementAction evenement)
    {
        var etape = toutes.GetValueOrDefault(evenement.ActionId)?.Etape;
        return evenement switch
        {
            ActionPrescrite when etape is not null => Refuser("action-deja-prescrite", "Une action porte déjà cet identifiant : démarrez-la, ou prenez un autre identifiant."),
            ActionDemarree when etape is EtapeAction.Demarree or EtapeAction.Terminee => Refuser("action-deja-demarree", "L'action a déjà démarré : elle peut se terminer."),
            ActionTerminee when etape is null or EtapeAction.Prescrite => Refuser("action-non-demarree", "L'action n'a pas démarré : démarrez-la d'abord."),
            ActionTerminee when etape == EtapeAction.Terminee => Refuser("action-deja-terminee", "L'action est déjà terminée : pour changer son issue, rectifiez-la."),
            _ => null,
        };

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.ActionId, "data.actionId");
    }
}
