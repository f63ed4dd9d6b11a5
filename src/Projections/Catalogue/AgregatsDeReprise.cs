using System.Globalization;
using Accompagnement.Domain.Referentiels;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>A figure published before the system, taken over as it was.</summary>
/// <param name="Code">The figure.</param>
/// <param name="Decoupage">The cut, by its name.</param>
/// <param name="Territoire">The label of a territory of this cut.</param>
/// <param name="Periode">The period, as the contract writes it.</param>
/// <param name="Valeur">The published value.</param>
/// <param name="Source">Where it was published: it is shown with the value, always.</param>
public sealed record AgregatDeReprise(string Code, string Decoupage, string Territoire, string Periode, decimal Valeur, string Source);

/// <summary>
/// Figures published before the system: shown in place of what the facts would give for those periods, with their mark, and as the
/// base of evolutions, with the mark too.
/// </summary>
public sealed class AgregatsDeReprise
{
    /// <summary>What a query must select, in this order, for <see cref="LireAsync"/>; $1 are the periods.</summary>
    internal const string Requete = "select code, decoupage, territoire, periode, valeur, source from referentiels.agregats where periode = any($1)";

    private const int ColonnesDuFichier = 6;
    private const int TexteAuPlus = 300;
    private readonly Dictionary<(string Code, string Decoupage, string Territoire, string Periode), AgregatDeReprise> agregats = [];

    internal AgregatDeReprise? De(Indicateur indicateur, Decoupage decoupage, string territoire, Periode periode) =>
        agregats.GetValueOrDefault((indicateur.Code, Territoires.NomDe(territoire == Territoires.LibelleDepartement ? Decoupage.Departement : decoupage), territoire, periode.Code));

    /// <summary>The cells of a figure without further dimensions, with what is taken over in its place.</summary>
    /// <param name="cellules">The computed cells.</param>
    /// <param name="indicateur">The figure.</param>
    /// <param name="periode">The period; evolutions compare with two years before.</param>
    /// <param name="decoupage">The cut.</param>
    /// <param name="minimum">Under which base an evolution of counts is withheld; 0 for never.</param>
    internal IReadOnlyList<Cellule> Appliquer(IReadOnlyList<Cellule> cellules, Indicateur indicateur, Periode periode, Decoupage decoupage, int minimum)
    {
        if (agregats.Count == 0)
        {
            return cellules;
        }

        return LectureDesFaits.Classer([.. cellules.Select(c =>
        {
            var (maintenant, avant) = (De(indicateur, decoupage, c.Territoire, periode), De(indicateur, decoupage, c.Territoire, periode.DeuxAnsAvant));
            if (maintenant is null && avant is null)
            {
                return c;
            }

            var reprise = maintenant is null ? c : c with { Valeur = maintenant.Valeur, Statut = default, Source = maintenant.Source };

            // What comes before the system has no computed base: without a published one, no evolution.
            if (avant is null)
            {
                return reprise with { Evolution = null, StatutEvolution = default };
            }

            var retenue = indicateur.EstUnCompte && avant.Valeur < minimum;
            return reprise with
            {
                Evolution = retenue ? null : LectureDesFaits.Evolution(reprise.Valeur, avant.Valeur),
                StatutEvolution = retenue ? Diffusion.StatutDeConfidentialite.C : default,
                SourceAvant = avant.Source,
            };
        })]);
    }

    /// <summary>Reads the CSV of the contract: <c>code;decoupage;territoire;periode;valeur;source</c>, header required.</summary>
    /// <exception cref="FormatException">A line is not of that form; the message says which and why, in French.</exception>
    public static async Task<IReadOnlyList<AgregatDeReprise>> LireCsvAsync(TextReader csv, CancellationToken ct = default)
    {
        var lignes = new List<AgregatDeReprise>();
        for (var numero = 1; await csv.ReadLineAsync(ct) is { } ligne; numero++)
        {
            if (numero > 1 && !string.IsNullOrWhiteSpace(ligne))
            {
                lignes.Add(Lire([.. ligne.Split(';').Select(c => c.Trim().Trim('"'))], numero));
            }
        }

        return lignes;
    }

    private static AgregatDeReprise Lire(string[] c, int numero)
    {
        if (c.Length != ColonnesDuFichier)
        {
            throw Illisible("six champs sont attendus : code, decoupage, territoire, periode, valeur, source");
        }

        if (CatalogueIndicateurs.DuCode(c[0]) is not { } indicateur)
        {
            throw Illisible("l'indicateur n'est pas au catalogue");
        }

        if (!Territoires.Decoupages.TryGetValue(c[1], out var decoupage))
        {
            throw Illisible($"les découpages sont {string.Join(", ", Territoires.Decoupages.Keys)}");
        }

        if (!Territoires.PasDeCalais.Libelles(decoupage).Contains(c[2]))
        {
            throw Illisible("ce territoire n'est pas de ce découpage");
        }

        if (!Catalogue.Periode.TryParse(c[3], out var periode))
        {
            throw Illisible("une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015");
        }

        if (!decimal.TryParse(c[4].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var valeur)
            || (indicateur.EstUnCompte && valeur != decimal.Truncate(valeur)))
        {
            throw Illisible("la valeur est un nombre positif, entier pour un compte");
        }

        return c[5].Length is > 0 and <= TexteAuPlus
            ? new(indicateur.Code, c[1], c[2], periode.Code, valeur, c[5])
            : throw Illisible($"la source est obligatoire, en {TexteAuPlus} caractères au plus");

        FormatException Illisible(string raison) => new($"Ligne {numero} : {raison}.");
    }

    /// <summary>Records figures; one given again for the same cell replaces the one before.</summary>
    public static async Task EnregistrerAsync(NpgsqlDataSource source, IReadOnlyList<AgregatDeReprise> lignes, CancellationToken ct)
    {
        var uniques = lignes.GroupBy(l => (l.Code, l.Decoupage, l.Territoire, l.Periode)).Select(g => g.Last()).ToArray();
        await using var commande = source.CreateCommand("""
            insert into referentiels.agregats (code, decoupage, territoire, periode, valeur, source) select * from unnest($1, $2, $3, $4, $5, $6)
            on conflict (code, decoupage, territoire, periode) do update set valeur = excluded.valeur, source = excluded.source
            """);
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Code)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Decoupage)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Territoire)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Periode)] });
        commande.Parameters.Add(new NpgsqlParameter<decimal[]> { TypedValue = [.. uniques.Select(l => l.Valeur)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uniques.Select(l => l.Source)] });
        await commande.ExecuteNonQueryAsync(ct);
    }

    internal static async Task<AgregatsDeReprise> LireAsync(NpgsqlDataReader lignes, CancellationToken ct)
    {
        var lus = new AgregatsDeReprise();
        while (await lignes.ReadAsync(ct))
        {
            var a = new AgregatDeReprise(lignes.GetString(0), lignes.GetString(1), lignes.GetString(2), lignes.GetString(3), lignes.GetDecimal(4), lignes.GetString(5));
            lus.agregats[(a.Code, a.Decoupage, a.Territoire, a.Periode)] = a;
        }

        return lus;
    }
}
