using System.Text;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore.Etats;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Simulation;
using BenchmarkDotNet.Attributes;

namespace Accompagnement.Bench;

/// <summary>
/// The functions that run once per event, per file or per cell, without database or network, on a simulated file of about 200 events
/// and its last line. BenchmarkDotNet makes a class of this one: it cannot be sealed nor internal.
/// </summary>
public class FonctionsChaudes
{
    private const int TailleDuDossier = 200;

    private readonly FabriqueDeFaits fabrique = new();
    private readonly Collecte collecte = new();
    private readonly Protecteur protecteur = new(TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut));
    private readonly DateTimeOffset maintenant = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Fait[] dossier = [];
    private byte[] ligne = [];
    private byte[] stocke = [];
    private TypeEvenement type = TypeEvenement.Tous.First();
    private Trajectoire avantLaDerniere = Trajectoire.Vide;
    private ContexteDecision contexte = null!;
    private TenterVisite visite = null!;
    private CelluleDeBase[] cellules = [];
    private Duree[] durees = [];
    private int rang;

    /// <summary>How many events the file that was taken has.</summary>
    public int Evenements => dossier.Length;

    [GlobalSetup]
    public void Preparer()
    {
        (dossier, ligne) = PrendreUnDossier();
        var derniere = dossier[^1];
        type = TypeEvenement.De(derniere.Evenement);
        stocke = type.Ecrire(derniere.Evenement);
        avantLaDerniere = Pliage.Plier(dossier[..^1], static _ => Trajectoire.Vide);
        contexte = new(derniere.Sujet, maintenant, Territoires.PasDeCalais, Guid.NewGuid()) { Auteur = "AGT-0001" };
        visite = new(ResultatVisite.PorteClose);
        var alea = new Random(62);
        cellules = [.. Enumerable.Range(0, 1024).Select(_ => new CelluleDeBase(alea.Next(400), (uint)alea.NextInt64(1L << 32)))];
        durees = [.. Enumerable.Range(0, 1000).Select(_ => new Duree(alea.Next(400), alea.Next(4) > 0))];
    }

    /// <summary>All the facts of the file, as its projection makes them after a correction or in a rebuild.</summary>
    [Benchmark(Description = "faire les faits d'un dossier")]
    public int FaireLesFaitsDUnDossier() => fabrique.Fabriquer(dossier).Count;

    /// <summary>An event of its stored JSON.</summary>
    [Benchmark(Description = "lire un événement de son JSON")]
    public IEvenement LireUnEvenement() => type.LireStocke(stocke);

    /// <summary>A line of an import: its form, then the guards of its file.</summary>
    [Benchmark(Description = "valider et juger une ligne d'import")]
    public object? ValiderEtJugerUneLigne() =>
        CloudEvents.Lire(ligne, maintenant, collecte) is { Fait: { } fait } ? GardesTrajectoire.Garder(avantLaDerniere, new Examen(fait, maintenant, Territoires.PasDeCalais)) : null;

    /// <summary>The state of the file from all its events, then an act decided on it.</summary>
    [Benchmark(Description = "plier l'état d'un dossier et décider un acte")]
    public Decision PlierEtDecider() => TenterVisite.Acte.Decider(visite, Pliage.Plier(dossier, static _ => Trajectoire.Vide), contexte);

    /// <summary>The deadlines of the file.</summary>
    [Benchmark(Description = "calculer les échéances d'un dossier")]
    public int CalculerLesEcheances() => Echeancier.Calculer(dossier, new DateOnly(2025, 12, 31)).Count;

    /// <summary>A count made publishable.</summary>
    [Benchmark(Description = "protéger une cellule")]
    public ComptePublie ProtegerUneCellule() => protecteur.Compte(cellules[rang++ & 1023]);

    /// <summary>The survival curve of a thousand durations.</summary>
    [Benchmark(Description = "estimer (Kaplan-Meier) mille durées")]
    public long EstimerMilleDurees() => new KaplanMeier(durees).Clos;

    /// <summary>Of a simulated département, the person's file without correction whose length is nearest, and its last line.</summary>
    private (Fait[] Dossier, byte[] Ligne) PrendreUnDossier()
    {
        using var sortie = new MemoryStream();
        new Simulateur(new Simulation.Parametres { Personnes = 2_000, Graine = 62 }).Ecrire(sortie, null, CancellationToken.None);
        var flux = new Dictionary<Guid, List<(Fait Fait, byte[] Ligne)>>();
        foreach (var texte in Encoding.UTF8.GetString(sortie.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = Encoding.UTF8.GetBytes(texte);
            if (CloudEvents.Lire(octets, maintenant, collecte).Fait is { Sujet.Nature: Flux.Trajectoire } fait)
            {
                if (!flux.TryGetValue(fait.Sujet.Flux, out var faits))
                {
                    flux[fait.Sujet.Flux] = faits = [];
                }

                faits.Add((fait, octets));
            }
        }

        var pris = flux.Values.Where(f => !f.Exists(l => Histoire.EstCorrection(l.Fait.Evenement))).MinBy(f => Math.Abs(f.Count - TailleDuDossier))!;
        return ([.. pris.Select(l => l.Fait)], pris[^1].Ligne);
    }
}
