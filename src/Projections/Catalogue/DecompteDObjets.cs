using System.Numerics;
using System.Runtime.InteropServices;

namespace Accompagnement.Projections.Catalogue;

/// <summary>Counts distinct objects by territory, from rows that tell where each is and which of several counts it belongs to.</summary>
/// <remarks>An object nearly always has one commune: it is counted there once, not told apart again in each territory.</remarks>
internal sealed class DecompteDObjets
{
    /// <summary>Marks are the bits of a number that has no sign.</summary>
    public const int Marques = 31;

    /// <summary>In place of the commune of an object that has several: no number of a commune.</summary>
    private const int Plusieurs = int.MinValue;

    private readonly Dictionary<Guid, (int Commune, int Marques)> objets = [];
    private readonly Dictionary<Guid, List<(int Commune, int Marques)>> ailleurs = [];
    private readonly Dictionary<(int Commune, int Marques), long> parLieu = [];

    /// <summary>One more row of an object.</summary>
    /// <param name="commune">Where this row says it is.</param>
    /// <param name="marques">A bit for each count that takes it there; 0 for none.</param>
    /// <param name="objet">What is counted, once however many rows it has.</param>
    public void Ajouter(short commune, int marques, Guid objet)
    {
        if (marques == 0)
        {
            return;
        }

        ref var vu = ref CollectionsMarshal.GetValueRefOrAddDefault(objets, objet, out var deja);
        if (!deja || vu.Commune == commune)
        {
            vu = (commune, vu.Marques | marques);
            return;
        }

        ref var lieux = ref CollectionsMarshal.GetValueRefOrAddDefault(ailleurs, objet, out _);
        (lieux ??= [vu]).Add((commune, marques));
        vu.Commune = Plusieurs;
    }

    /// <summary>So many more things that each count.</summary>
    public void Ajouter(short commune, int marques, long nombre) => CollectionsMarshal.GetValueRefOrAddDefault(parLieu, (commune, marques), out _) += nombre;

    /// <summary>The counts that are not zero, by cut and territory.</summary>
    /// <param name="communes">The territories of each commune, one for each cut; what is in no commune known here is not counted.</param>
    public IEnumerable<(int Marque, string Decoupage, string Territoire, long Nombre)> Compter(ILookup<short, (string Decoupage, string Territoire)> communes)
    {
        var nombres = new Dictionary<(string Decoupage, string Territoire), long[]>();
        var enUnLieu = new Dictionary<(int Commune, int Marques), long>(parLieu);
        foreach (var (_, lieu) in objets)
        {
            if (lieu.Commune != Plusieurs)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(enUnLieu, lieu, out _)++;
            }
        }

        foreach (var ((commune, marques), nombre) in enUnLieu)
        {
            foreach (var territoire in communes[(short)commune])
            {
                Compte(territoire, marques, nombre);
            }
        }

        foreach (var (_, lieux) in ailleurs)
        {
            var vus = from lieu in lieux
                      from territoire in communes[(short)lieu.Commune]
                      group lieu.Marques by territoire;
            foreach (var territoire in vus)
            {
                Compte(territoire.Key, territoire.Aggregate((a, b) => a | b), 1);
            }
        }

        return from cellule in nombres
               from marque in Enumerable.Range(0, Marques)
               where cellule.Value[marque] > 0
               select (marque, cellule.Key.Decoupage, cellule.Key.Territoire, cellule.Value[marque]);

        void Compte((string, string) territoire, int marques, long nombre)
        {
            ref var cellule = ref CollectionsMarshal.GetValueRefOrAddDefault(nombres, territoire, out _);
            cellule ??= new long[Marques];
            for (; marques != 0; marques &= marques - 1)
            {
                cellule[BitOperations.TrailingZeroCount(marques)] += nombre;
            }
        }
    }
}
