using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Catalogue;

/// <summary>Two declarations that count the same things are counted once.</summary>
internal sealed class ComptagesEgaux : IEqualityComparer<Comptage>
{
    public static ComptagesEgaux Instance { get; } = new();

    public bool Equals(Comptage? x, Comptage? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null
            && x.Forme == y.Forme && x.Objet == y.Objet && x.Nature == y.Nature && x.MoinsDe == y.MoinsDe && x.AnneeScolaire == y.AnneeScolaire
            && x.AvecMontant == y.AvecMontant && x.Aussi == y.Aussi && x.Depuis == y.Depuis && x.Membres.SequenceEqual(y.Membres)
            && x.Types.AsSpan().SequenceEqual(y.Types) && x.Valeurs.SequenceEqual(y.Valeurs));

    public int GetHashCode(Comptage obj) => HashCode.Combine(obj.Forme, obj.Objet, obj.Nature, obj.Types.Length, obj.Valeurs.Count);
}

/// <summary>The counts read for one answer, and the figures that follow from them.</summary>
/// <remarks>Counts may be added from several sides at once; they are asked for when all are there.</remarks>
internal sealed class LectureDesFaits(
    EtatDesFaits etat, Denominateurs denominateurs, AgregatsDeReprise agregats, ILookup<short, (string Decoupage, string Territoire)> communes)
{
    /// <summary>Between the values of several dimensions; in none of them.</summary>
    public const char Separateur = '\u001f';

    private readonly Lock verrou = new();
    private readonly Dictionary<Comptage, Dictionary<Adresse, CelluleDeBase>> comptes = new(ComptagesEgaux.Instance);
    private readonly Dictionary<(Comptage, Adresse), MontantDeBase> montants = new(MemeCase.Instance);
    private readonly Dictionary<(Comptage, Adresse), DelaisDeCellule> delais = new(MemeCase.Instance);
    private readonly HashSet<string> territoires = new(StringComparer.Ordinal);

    public EtatDesFaits Etat => etat;

    public Denominateurs Denominateurs => denominateurs;

    public AgregatsDeReprise Agregats => agregats;

    /// <summary>The territories of each commune, one for each cut; none when nothing is counted by commune.</summary>
    public ILookup<short, (string Decoupage, string Territoire)> Communes => communes;

    /// <summary>One cell of a count; empty when nothing was counted there.</summary>
    public CelluleDeBase Cellule(Comptage comptage, Periode periode, string decoupage, string territoire, IReadOnlyList<string> cles) =>
        Cellule(comptage, periode, decoupage, territoire, string.Join(Separateur, cles));

    /// <summary>Every cell of a count in a period.</summary>
    public IEnumerable<(string[] Cles, CelluleDeBase Cellule)> Toutes(Comptage comptage, Periode periode) =>
        comptes.TryGetValue(comptage, out var cellules)
            ? cellules.Where(c => c.Key.Periode == periode).Select(c => (c.Key.Cles.Split(Separateur), c.Value))
            : [];

    /// <summary>Whether anything at all was counted there.</summary>
    public bool Compte(string territoire) => territoires.Contains(territoire);

    public void Ajouter(Comptage comptage, Periode periode, string decoupage, string territoire, string[] cles, CelluleDeBase cellule)
    {
        lock (verrou)
        {
            if (!comptes.TryGetValue(comptage, out var cellules))
            {
                comptes[comptage] = cellules = [];
            }

            cellules[new(periode, decoupage, territoire, string.Join(Separateur, cles))] = cellule;
            territoires.Add(territoire);
        }
    }

    /// <summary>The amounts of a cell that <see cref="Ajouter(Comptage, Periode, string, string, string[], CelluleDeBase)"/> has added.</summary>
    public void Ajouter(Comptage comptage, Periode periode, string decoupage, string territoire, string[] cles, MontantDeBase montant)
    {
        lock (verrou)
        {
            montants[(comptage, new(periode, decoupage, territoire, string.Join(Separateur, cles)))] = montant;
        }
    }

    /// <summary>So many delays of the same length; they are counted in the cell as well.</summary>
    public void Ajouter(Comptage comptage, Periode periode, string decoupage, string territoire, string[] cles, Duree duree, CelluleDeBase objets)
    {
        var adresse = new Adresse(periode, decoupage, territoire, string.Join(Separateur, cles));
        DelaisDeCellule delaisDeLaCellule;
        lock (verrou)
        {
            if (!delais.TryGetValue((comptage, adresse), out delaisDeLaCellule!))
            {
                delais[(comptage, adresse)] = delaisDeLaCellule = new();
            }
        }

        // Those of one cell come from one query, and so one after the other.
        delaisDeLaCellule.Ajouter(duree, objets);
        Ajouter(comptage, periode, decoupage, territoire, cles, delaisDeLaCellule.Cohorte);
    }

    public MontantDeBase Montant(Comptage comptage, Periode periode, string decoupage, string territoire, IReadOnlyList<string> cles) =>
        montants.GetValueOrDefault((comptage, new(periode, decoupage, territoire, string.Join(Separateur, cles))));

    public DelaisDeCellule Delais(Comptage comptage, Periode periode, string decoupage, string territoire, IReadOnlyList<string> cles) =>
        delais.GetValueOrDefault((comptage, new(periode, decoupage, territoire, string.Join(Separateur, cles)))) ?? new();

    /// <summary>The cells of one figure: value, evolution over two years, rank among the territories of the cut.</summary>
    /// <param name="indicateur">The figure.</param>
    /// <param name="questions">The period asked for, then the one two years before.</param>
    /// <param name="decoupage">The cut.</param>
    /// <param name="colonnes">The territories, in order.</param>
    public IReadOnlyList<Cellule> Cellules(Indicateur indicateur, IReadOnlyList<Question> questions, Decoupage decoupage, IReadOnlyList<string> colonnes)
    {
        var cellules = new List<Cellule>();
        foreach (var territoire in colonnes)
        {
            var nom = Territoires.NomDe(territoire == Territoires.LibelleDepartement ? Decoupage.Departement : decoupage);
            foreach (var cles in Cles(indicateur, questions[0].Periode, nom, territoire, questions[0].Dimensions.Count))
            {
                var valeur = Valeur(indicateur, questions[0].Periode, nom, territoire, cles);
                var avant = Valeur(indicateur, questions[1].Periode, nom, territoire, cles);
                cellules.Add(new(territoire, cles.Length == 0 ? [] : cles.Split(Separateur), valeur, Evolution(valeur, avant)));
            }
        }

        return questions[0].Dimensions.Count == 0 ? agregats.Appliquer(Classer(cellules), indicateur, questions[0].Periode, decoupage, minimum: 0) : cellules;
    }

    /// <summary>In %, to one decimal: (value − value before) ÷ value before.</summary>
    public static decimal? Evolution(decimal? valeur, decimal? avant) =>
        valeur is { } v && avant is { } a && a != 0 ? Math.Round((v - a) / a * 100, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>Descending; ties share a rank; what is not a territory of the cut has none.</summary>
    public static IReadOnlyList<Cellule> Classer(IReadOnlyList<Cellule> cellules)
    {
        var valeurs = cellules.Where(EstClassee).Select(c => c.Valeur!.Value).ToArray();
        return [.. cellules.Select(c => EstClassee(c) ? c with { Rang = 1 + valeurs.Count(v => v > c.Valeur) } : c)];

        static bool EstClassee(Cellule c) => c.Valeur is not null
            && c.Territoire is not (Territoires.LibelleNonRenseigne or Territoires.LibelleHorsDepartement or Territoires.LibelleDepartement);
    }

    private IEnumerable<string> Cles(Indicateur indicateur, Periode periode, string decoupage, string territoire, int dimensions)
    {
        if (dimensions == 0)
        {
            return [""];
        }

        var comptage = Base(indicateur);
        return comptes.TryGetValue(comptage, out var cellules)
            ? cellules.Keys.Where(a => a.Periode == periode && a.Decoupage == decoupage && a.Territoire == territoire).Select(a => a.Cles).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>The count that a figure rests on.</summary>
    public static Comptage Base(Indicateur indicateur) => indicateur.Calcul switch
    {
        Comptage c => c,
        Part p => p.Ensemble,
        Montant m => m.Actes,
        Delai d => d.Cohorte,
        Taux t => Base(CatalogueIndicateurs.DuCode(t.Indicateur)!),
        _ => throw new InvalidOperationException("Unknown way to compute."),
    };

    private decimal? Valeur(Indicateur indicateur, Periode periode, string decoupage, string territoire, string cles)
    {
        switch (indicateur.Calcul)
        {
            case Comptage c:
                return Nombre(c);
            case Part p:
                return Nombre(p.Ensemble) is var ensemble and > 0 ? Arrondir((decimal)Nombre(p.Numerateur) / ensemble * 100) : null;
            case Montant m:
                var (total, actes) = (Montant(m.Actes, periode, decoupage, territoire, [cles]).Total, Nombre(m.Actes));
                return !m.Moyen ? total : actes > 0 ? Arrondir(total / actes) : null;
            case Delai d:
                return Delais(d.Cohorte, periode, decoupage, territoire, [cles]).Valeur(d);
            case Taux t:
                return denominateurs.De(t.Population, territoire, periode.Fin.Year) is { } population and > 0
                    ? Arrondir(Valeur(CatalogueIndicateurs.DuCode(t.Indicateur)!, periode, decoupage, territoire, cles)!.Value / population * t.Pour)
                    : null;
            default:
                throw new InvalidOperationException("Unknown way to compute.");
        }

        long Nombre(Comptage comptage) => Cellule(comptage, periode, decoupage, territoire, cles).Nombre;
    }

    private CelluleDeBase Cellule(Comptage comptage, Periode periode, string decoupage, string territoire, string cles) =>
        comptes.TryGetValue(comptage, out var cellules) ? cellules.GetValueOrDefault(new(periode, decoupage, territoire, cles)) : default;

    private static decimal Arrondir(decimal valeur) => Math.Round(valeur, 4, MidpointRounding.AwayFromZero);

    private readonly record struct Adresse(Periode Periode, string Decoupage, string Territoire, string Cles);

    private sealed class MemeCase : IEqualityComparer<(Comptage Comptage, Adresse Adresse)>
    {
        public static MemeCase Instance { get; } = new();

        public bool Equals((Comptage Comptage, Adresse Adresse) x, (Comptage Comptage, Adresse Adresse) y) =>
            x.Adresse == y.Adresse && ComptagesEgaux.Instance.Equals(x.Comptage, y.Comptage);

        public int GetHashCode((Comptage Comptage, Adresse Adresse) obj) => HashCode.Combine(ComptagesEgaux.Instance.GetHashCode(obj.Comptage), obj.Adresse);
    }
}
