using System.Text.Json;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.EventStore.Etats;

/// <summary>A correction once judged: the fact to record, its new data sealed, or why it is refused.</summary>
public readonly record struct CorrectionJugee(Refus? Refus, Fait? Fait, Secret[] Secrets);

/// <summary>Judges corrections: <c>EvenementRectifie</c> and <c>EvenementAnnule</c>.</summary>
public static class Correction
{
    /// <param name="fait">The correction.</param>
    /// <param name="secrets">How many secrets the correction itself brings.</param>
    /// <param name="histoire">All the facts of its stream so far.</param>
    /// <param name="examen">Receives what is unusual.</param>
    /// <param name="absorbes">Gives the state of a file that this one absorbs.</param>
    public static CorrectionJugee Juger(Fait fait, int secrets, IReadOnlyList<Fait> histoire, Examen examen, Func<Guid, Trajectoire> absorbes)
    {
        var evenementId = fait.Evenement is EvenementRectifie r ? r.EvenementId : ((EvenementAnnule)fait.Evenement).EvenementId;
        var cible = Histoire.Trouver(histoire, evenementId, fait.Provenance.Source, histoire.Count);
        if (cible < 0)
        {
            return Refuser("evenement-introuvable", "Aucun fait de ce dossier ne porte cet identifiant.", evenementId);
        }

        if (EstRetire(histoire, cible))
        {
            examen.Signaler("evenement-deja-annule");
        }

        return fait.Evenement is EvenementRectifie rectifie
            ? Rectifier(fait, rectifie, secrets, histoire, cible, examen, absorbes)
            : new(null, fait, []);
    }

    private static CorrectionJugee Rectifier(
        Fait fait, EvenementRectifie rectifie, int dejaCollectes, IReadOnlyList<Fait> histoire, int cible, Examen examen, Func<Guid, Trajectoire> absorbes)
    {
        var vise = histoire[cible];
        if (Histoire.EstCorrection(vise.Evenement))
        {
            return Refuser("rectification-d-une-correction", "Une correction ne se rectifie pas : rectifiez de nouveau le fait lui-même, ou annulez la correction.", rectifie.EvenementId);
        }

        var type = TypeEvenement.De(vise.Evenement);
        var (evenement, secrets, inconnus, refus) = CloudEvents.LireDonnees(
            type, JsonSerializer.SerializeToUtf8Bytes(rectifie.Donnees.Json), fait.Id, new Collecte(), dejaCollectes);
        if (refus is not null)
        {
            return new(refus with { Champ = refus.Champ?.Replace("data", "data.donnees", StringComparison.Ordinal) }, null, []);
        }

        if (inconnus)
        {
            examen.Signaler("champs-inconnus");
        }

        // The new data must have been possible at the time: it is judged after the facts that came before the one it replaces.
        if (vise.Sujet.Nature == Flux.Trajectoire)
        {
            var avant = Pliage.Plier([.. histoire.Take(cible)], absorbes);
            var nouveau = new Examen(vise with { Evenement = evenement!, Id = vise.Id }, fait.Saisi, examen.Territoires);
            if (GardesTrajectoire.Garder(avant with { Close = false }, nouveau) is { } impossible)
            {
                return new(impossible, null, []);
            }
        }

        using var donnees = JsonDocument.Parse(type.Ecrire(evenement!));
        return new(null, fait with { Evenement = rectifie with { Donnees = DonneesRectifiees.Scellees(donnees.RootElement.Clone()) }, Id = fait.Id }, secrets);
    }

    private static bool EstRetire(IReadOnlyList<Fait> histoire, int cible) =>
        !Histoire.EstCorrection(histoire[cible].Evenement) && !Histoire.Effective(histoire).Any(f => f.Id == histoire[cible].Id);

    private static CorrectionJugee Refuser(string regle, string detail, string valeur) =>
        new(new(regle, detail, valeur, "data.evenementId"), null, []);
}
