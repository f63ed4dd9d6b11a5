using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Simulation.Tests;

/// <summary>Reads simulated lines and judges them in order, as an import does, without a database.</summary>
internal sealed class Lecteur(DateTimeOffset maintenant)
{
    private readonly Dictionary<Guid, List<Fait>> histoires = [];
    private readonly Dictionary<Guid, Trajectoire> etats = [];
    private readonly Dictionary<Guid, (Guid Absorbant, DateTimeOffset Le)> absorptions = [];
    private readonly Collecte collecte = new();

    public List<(string Ligne, Refus Refus)> Refuses { get; } = [];

    public IReadOnlyDictionary<Guid, List<Fait>> Histoires => histoires;

    public int Signales { get; private set; }

    public void Juger(ReadOnlySpan<byte> ligne)
    {
        var lecture = CloudEvents.Lire(ligne, maintenant, collecte);
        if ((lecture.Refus ?? Juger(lecture)) is { } refus)
        {
            Refuses.Add((System.Text.Encoding.UTF8.GetString(ligne), refus));
        }
    }

    private Refus? Juger(Lecture lecture)
    {
        var fait = lecture.Fait!;
        var flux = fait.Sujet.Flux;
        var examen = new Examen(fait, maintenant, Territoires.PasDeCalais);
        var histoire = histoires.GetValueOrDefault(flux) ?? [];
        var etat = etats.GetValueOrDefault(flux, Trajectoire.Vide);
        var personne = fait.Sujet.Nature == Flux.Trajectoire;
        if (absorptions.TryGetValue(flux, out var absorption) && !Histoire.EstCorrection(fait.Evenement) && fait.Survenu > absorption.Le)
        {
            return new("dossier-absorbe", "Le dossier est absorbé.");
        }

        var refus = personne ? GardesTrajectoire.Garder(etat, examen) : GardesAutresFlux.Garder(histoire.Count > 0, examen);
        if (refus is null && Histoire.EstCorrection(fait.Evenement))
        {
            var correction = Correction.Juger(fait, lecture.Secrets.Length, histoire, examen, Absorbe);
            (refus, fait) = (correction.Refus, correction.Fait ?? fait);
        }

        if (refus is not null)
        {
            return refus;
        }

        Signales += examen.Signalements.Count + fait.Signalements.Count > 0 ? 1 : 0;
        histoire.Add(fait);
        histoires[flux] = histoire;
        if (personne)
        {
            etats[flux] = Histoire.EstCorrection(fait.Evenement) || fait.Evenement is DossiersSepares ? Pliage.Plier(histoire, Absorbe) : Trajectoire.Evolve(etat, fait, Absorbe);
            if (fait.Evenement is DossiersFusionnes fusion)
            {
                absorptions[fusion.Absorbe] = (flux, fait.Survenu);
            }
            else if (fait.Evenement is DossiersSepares separation)
            {
                absorptions.Remove(separation.Absorbe);
            }
        }

        return null;

        Trajectoire Absorbe(Guid id) => etats.GetValueOrDefault(id, Trajectoire.Vide);
    }
}
