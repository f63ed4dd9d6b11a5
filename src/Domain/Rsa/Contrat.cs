using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Rsa;

public enum EtapeContrat
{
    Refuse,
    Signe,
    Rompu,
}

/// <summary>Where a contract stands.</summary>
public sealed record Contrat(EtapeContrat Etape, TypeContrat? Type = null, DateOnly? Debut = null, DateOnly? Fin = null)
{
    public static ImmutableDictionary<Guid, Contrat> Evolve(ImmutableDictionary<Guid, Contrat> contrats, IEvenementContrat evenement)
    {
        var contrat = contrats.GetValueOrDefault(evenement.ContratId);
        var suivant = evenement switch
        {
            ContratSigne e => new Contrat(EtapeContrat.Signe, e.Type, e.Debut, e.Fin),
            ContratRefuse when contrat is null => new Contrat(EtapeContrat.Refuse),
            _ when contrat is null => null,
            ContratRenouvele e => contrat with { Fin = e.Fin },
            ContratRompu => contrat with { Etape = EtapeContrat.Rompu },
            _ => contrat,
        };
        return suivant is null || ReferenceEquals(suivant, contrat) ? contrats : contrats.SetItem(evenement.ContratId, suivant);
    }

    /// <summary>Judges a fact about a contract against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, Contrat> contrats, IEvenementContrat evenement, Examen examen)
    {
        var contrat = contrats.GetValueOrDefault(evenement.ContratId);
        switch (evenement)
        {
            case ContratSigne when contrat is { Etape: not EtapeContrat.Refuse }:
                return Refuser("contrat-deja-signe", "Un contrat est déjà signé sous cet identifiant : renouvelez-le, ou prenez un autre identifiant.");
            case ContratSigne { Debut: { } debut, Fin: { } fin } when fin < debut:
                return new("fin-avant-debut", "Le contrat finirait avant de commencer.", $"{fin:yyyy-MM-dd}", "data.fin");
            case ContratSigne e:
                if (e.Debut > examen.Aujourdhui)
                {
                    examen.Signaler("debut-a-venir");
                }

                return e.HeuresHebdo is < 0 or > 48
                    ? new("valeur-hors-domaine", "Les heures par semaine vont de 0 à 48.", $"{e.HeuresHebdo}", "data.heuresHebdo")
                    : null;
            case ContratRefuse when contrat is not null:
                return Refuser("contrat-deja-ouvert", "Ce contrat est déjà signé ou refusé.");
            case ContratRefuse:
                return null;
            case var _ when contrat is null or { Etape: EtapeContrat.Refuse }:
                return Refuser("contrat-non-signe", "Aucun contrat n'est signé sous cet identifiant.");
            case ContratRompu when contrat.Etape == EtapeContrat.Rompu:
            case ContratRenouvele when contrat.Etape == EtapeContrat.Rompu:
                return Refuser("contrat-deja-rompu", "Le contrat est rompu : un nouveau contrat est à signer.");
            default:
                return null;
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.ContratId.ToString(), "data.contratId");
    }
}
