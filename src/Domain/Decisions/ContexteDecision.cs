using System.Globalization;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Decisions;

/// <summary>All that a decision depends on besides the command and the state: no clock and no chance inside.</summary>
/// <param name="Sujet">The stream the act is recorded in.</param>
/// <param name="Maintenant">The moment of recording.</param>
/// <param name="Territoires">The referential of places.</param>
/// <param name="Graine">
/// From which the identifiers of the facts and of new objects are derived: the same seed (an idempotency key) gives the same facts.
/// </param>
public sealed record ContexteDecision(Sujet Sujet, DateTimeOffset Maintenant, Territoires Territoires, Guid Graine)
{
    /// <summary>The <c>source</c> of facts recorded by the screens and the API.</summary>
    public const string SourceDesActes = "/accompagnement";

    public string Source { get; init; } = SourceDesActes;

    public string? Auteur { get; init; }

    public string? Site { get; init; }

    public Canal? Canal { get; init; }

    /// <summary>When the act happened; never after <see cref="Maintenant"/>.</summary>
    public DateTimeOffset Survenu { get; init; } = Maintenant;

    /// <summary>Whether what is unusual is to be recorded all the same.</summary>
    public bool Confirme { get; init; }

    /// <summary>For a stream that is not a person's: whether it has its opening fact.</summary>
    public bool Ouvert { get; init; }

    /// <summary>Gives the state of a file that this one absorbs.</summary>
    public Func<Guid, Trajectoire> Absorbes { get; init; } = static _ => Trajectoire.Vide;

    /// <summary>The business date of the act.</summary>
    public DateOnly Jour => Calendrier.Jour(Survenu);

    /// <summary>The identifier asked for, or a new one that the seed and the rank decide.</summary>
    public Guid Identifiant(Guid? demande, int rang = 0) =>
        demande ?? Empreintes.Uuid("objet", string.Create(CultureInfo.InvariantCulture, $"{Graine:D}/{rang}"));

    /// <summary>
    /// Passes events one after the other through the guards that the import uses, each with what those before it changed. What
    /// the import would only flag as unusual is refused here, unless it was confirmed.
    /// </summary>
    public Decision Constater(Trajectoire etat, params ReadOnlySpan<IEvenement> evenements)
    {
        if (Survenu > Maintenant)
        {
            return Decision.Refuser("fait-futur", "Un acte s'enregistre une fois fait : sa date ne peut pas être à venir.", $"{Survenu:yyyy-MM-dd'T'HH:mm:sszzz}", "survenuLe");
        }

        var ouvert = Ouvert;
        var faits = new List<Fait>(evenements.Length);
        foreach (var evenement in evenements)
        {
            var fait = new Fait(Sujet, evenement, Survenu, Maintenant, Provenance(faits.Count));
            if (Juger(ref etat, ref ouvert, ref fait) is { } refus)
            {
                return new([], refus);
            }

            faits.Add(fait);
        }

        return new(faits, null);
    }

    private Refus? Juger(ref Trajectoire etat, ref bool ouvert, ref Fait fait)
    {
        var examen = new Examen(fait, Maintenant, Territoires);
        if ((TypeEvenement.De(fait.Evenement).Flux & Sujet.Nature) == 0)
        {
            return new("flux-inadapte", $"Cet acte ne s'enregistre pas dans un flux « {Sujet.NomDe(Sujet.Nature)} ».", Sujet.ToString(), "subject");
        }

        if (Sujet.Nature == Flux.Trajectoire)
        {
            if (GardesTrajectoire.Garder(etat, examen) is { } impossible)
            {
                return impossible;
            }

            if (!Confirme && Prealables.Manquant(etat, fait.Evenement) is { } inhabituel)
            {
                return inhabituel;
            }

            etat = Trajectoire.Evolve(etat, fait, Absorbes);
        }
        else
        {
            if (GardesAutresFlux.Garder(ouvert, examen) is { } impossible)
            {
                return impossible;
            }

            ouvert = true;
        }

        if (examen.Signalements.Count > 0)
        {
            fait = fait with { Signalements = examen.Signalements };
        }

        return null;
    }

    private Provenance Provenance(int rang) =>
        new(Source, string.Create(CultureInfo.InvariantCulture, $"{Graine:D}-{rang}"), Auteur, Site, Canal);
}
