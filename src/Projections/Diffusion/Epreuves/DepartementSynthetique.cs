using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>One counted object of the invented département.</summary>
/// <param name="Commune">The index of its commune in the referential.</param>
/// <param name="Age">In years, 0 to 20.</param>
/// <param name="Sexe">0 or 1.</param>
/// <param name="Mois">The month it entered, from 0.</param>
/// <param name="Type">What it gets, from 0.</param>
/// <param name="Cle">Its record key.</param>
public readonly record struct ObjetSynthetique(int Commune, int Age, int Sexe, int Mois, int Type, uint Cle);

/// <summary>
/// An invented département of children's measures over the real communes, to attack: entirely determined by its seed and secret.
/// Two cuts by territory differ by a few small communes that changed side, as the published schemas' do.
/// </summary>
public sealed class DepartementSynthetique
{
    public const int Ages = 21;
    public const int Sexes = 2;
    public const int MoisEnTout = 24;
    public const int Types = 6;
    private const int CommunesPassees = 60;
    private static readonly double[] PartsDesTypes = [0.40, 0.25, 0.15, 0.10, 0.07, 0.03];

    private readonly Dictionary<Decoupage, int[]> zones = [];

    public DepartementSynthetique(int graine, SecretDeDiffusion secret, int taille = 50_000)
    {
        var hasard = new Random(graine);
        using var cles = new CleDEnregistrement(secret);
        var communes = Territoires.PasDeCalais.Communes;
        var cumuls = new double[communes.Count];
        var total = 0.0;
        for (var i = 0; i < communes.Count; i++)
        {
            cumuls[i] = total += communes[i].Population;
        }

        var objets = new ObjetSynthetique[taille];
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < taille; i++)
        {
            hasard.NextBytes(id);
            objets[i] = new(
                Tirer(cumuls, hasard.NextDouble() * total), hasard.Next(Ages), hasard.Next(Sexes), hasard.Next(MoisEnTout), TirerType(hasard), cles.De(new Guid(id)));
        }

        Objets = objets;
        foreach (var decoupage in Enum.GetValues<Decoupage>())
        {
            zones[decoupage] = Numeroter(communes, decoupage);
        }

        FairePasser(hasard, communes);
    }

    public IReadOnlyList<ObjetSynthetique> Objets { get; }

    /// <summary>How many zones a cut has.</summary>
    public int NombreDeZones(Decoupage decoupage) => zones[decoupage].Max() + 1;

    /// <summary>The number of the zone of an object in a cut.</summary>
    public int Zone(ObjetSynthetique objet, Decoupage decoupage) => zones[decoupage][objet.Commune];

    /// <summary>Every cell of a crossing at once; an object that <paramref name="rang"/> sends below 0 is in none.</summary>
    public CelluleDeBase[] Cellules(int nombre, Func<ObjetSynthetique, int> rang)
    {
        var cellules = new CelluleDeBase[nombre];
        foreach (var objet in Objets)
        {
            if (rang(objet) is >= 0 and var r)
            {
                cellules[r] = cellules[r].Avec(objet.Cle);
            }
        }

        return cellules;
    }

    private static int[] Numeroter(IReadOnlyList<Commune> communes, Decoupage decoupage)
    {
        var numeros = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. communes.Select((_, i) =>
        {
            var libelle = Territoires.PasDeCalais.Libelle((short)(i + 1), decoupage);
            return numeros.TryGetValue(libelle, out var numero) ? numero : numeros[libelle] = numeros.Count;
        })];
    }

    /// <summary>A few small communes go from one territory of the new cut to the next one.</summary>
    private void FairePasser(Random hasard, IReadOnlyList<Commune> communes)
    {
        var nouvelles = zones[Decoupage.Depuis2016];
        var nombre = nouvelles.Max() + 1;
        var petites = Enumerable.Range(0, communes.Count).Where(i => communes[i].Population is > 300 and < 900).ToArray();
        hasard.Shuffle(petites);
        foreach (var commune in petites.Take(CommunesPassees))
        {
            nouvelles[commune] = (nouvelles[commune] + 1) % nombre;
        }
    }

    private static int Tirer(double[] cumuls, double x)
    {
        var i = Array.BinarySearch(cumuls, x);
        return Math.Min(i < 0 ? ~i : i, cumuls.Length - 1);
    }

    private static int TirerType(Random hasard)
    {
        var x = hasard.NextDouble();
        var type = 0;
        while (type < Types - 1 && (x -= PartsDesTypes[type]) >= 0)
        {
            type++;
        }

        return type;
    }
}
