using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>How far the facts follow the events when a figure was computed.</summary>
/// <param name="Position">The position of the last event taken in.</param>
/// <param name="Instant">When the last of them was recorded; null while there is none.</param>
/// <param name="ArreteAu">The closing behind a protected figure: both are then those of the last event recorded by its end.</param>
public readonly record struct EtatDesFaits(long Position, DateTimeOffset? Instant, DateOnly? ArreteAu = null);

/// <summary>One cell of an answer.</summary>
/// <param name="Territoire">The label of the territory.</param>
/// <param name="Cles">The value of each further dimension asked for.</param>
/// <param name="Valeur">The figure; null when it has no meaning (no reference population).</param>
/// <param name="Evolution">In % of the value two years before; null when that is unknown or zero.</param>
/// <param name="Rang">Among the territories of the cut, 1 for the highest; ties share a rank.</param>
public sealed record Cellule(string Territoire, IReadOnlyList<string> Cles, decimal? Valeur, decimal? Evolution = null, int? Rang = null)
{
    /// <summary>The same keys as facts tell them: kinds by their numbers.</summary>
    public IReadOnlyList<string> ClesDesFaits { get; init; } = Cles;

    /// <summary>Why the value is there or not.</summary>
    public StatutDeConfidentialite Statut { get; init; }

    /// <summary>Why the evolution is there or not.</summary>
    public StatutDeConfidentialite StatutEvolution { get; init; }

    /// <summary>Where the value was published, when it is from before the system; null when it is computed.</summary>
    public string? Source { get; init; }

    /// <summary>Where the base of the evolution was published, when it is from before the system.</summary>
    public string? SourceAvant { get; init; }
}

/// <summary>The values of one figure.</summary>
public sealed record Valeurs(Indicateur Indicateur, EtatDesFaits Etat, IReadOnlyList<Cellule> Cellules);

/// <summary>The territorial portrait: every row of the catalogue, one column per territory and the département.</summary>
public sealed record Portrait(EtatDesFaits Etat, IReadOnlyList<string> Territoires, IReadOnlyList<LignePortrait> Lignes);

/// <summary>One row of the portrait; its cells are in the order of the territories.</summary>
public sealed record LignePortrait(Indicateur Indicateur, IReadOnlyList<Cellule> Cellules);

/// <summary>Computes figures from the facts, exactly: for those who may see exact figures.</summary>
public sealed class Calculateur(NpgsqlDataSource source)
{
    private readonly LecteurDesFaits lecteur = new(source);

    /// <summary>The values of one figure, told apart by territory and by further dimensions.</summary>
    public Task<Valeurs> ValeursAsync(Indicateur indicateur, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, DateOnly? vuAu, CancellationToken ct) =>
        ValeursAsync(indicateur, periode, decoupage, dimensions, vuAu, TablesDeFaits.EnService, ct);

    /// <summary>The same from the facts of a schema.</summary>
    internal async Task<Valeurs> ValeursAsync(
        Indicateur indicateur, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, DateOnly? vuAu, string schema, CancellationToken ct)
    {
        var questions = new[] { periode, periode.DeuxAnsAvant }.Select(p => new Question(p, [decoupage], dimensions, vuAu) { Schema = schema }).ToArray();
        var lecture = await lecteur.LireAsync([indicateur], questions, ct);
        var territoires = Colonnes(lecture, decoupage, avecDepartement: false);
        return new(indicateur, lecture.Etat, CodesDesTypes.Ecrire(indicateur, dimensions, lecture.Cellules(indicateur, questions, decoupage, territoires)));
    }

    /// <summary>The portrait of a year.</summary>
    public async Task<Portrait> PortraitAsync(Periode periode, Decoupage decoupage, DateOnly? vuAu, CancellationToken ct)
    {
        Decoupage[] decoupages = decoupage == Decoupage.Departement ? [decoupage] : [decoupage, Decoupage.Departement];
        var questions = new[] { periode, periode.DeuxAnsAvant }.Select(p => new Question(p, decoupages, [], vuAu)).ToArray();
        var lecture = await lecteur.LireAsync(CatalogueIndicateurs.Portrait, questions, ct);
        var territoires = Colonnes(lecture, decoupage, avecDepartement: true);
        var lignes = CatalogueIndicateurs.Portrait.Select(i => new LignePortrait(i, lecture.Cellules(i, questions, decoupage, territoires)));
        return new(lecture.Etat, territoires, [.. lignes]);
    }

    /// <summary>
    /// The count whose files are those behind a figure: the figure itself, what a share or a rate is about, the acts of an amount, all that
    /// opened for a delay. Null when no file is behind it: places are of structures.
    /// </summary>
    public static Comptage? CompteDesDossiers(Indicateur indicateur) => indicateur.Calcul switch
    {
        Comptage { Objet: ObjetCompte.Place } => null,
        Comptage c => c,
        Part p => p.Numerateur,
        Montant m => m.Actes,
        Delai d => d.Cohorte,
        Taux t => CompteDesDossiers(CatalogueIndicateurs.DuCode(t.Indicateur)!),
        _ => null,
    };

    /// <summary>The files behind one cell of a figure, and how many there are: as many as its count says.</summary>
    /// <param name="compte">The count of the figure: <see cref="CompteDesDossiers"/>.</param>
    /// <param name="question">What was asked, in a single cut.</param>
    /// <param name="territoire">The territory of the cell.</param>
    /// <param name="cles">Its key in each dimension of the question, as facts tell it.</param>
    /// <param name="apres">Passes over so many.</param>
    /// <param name="max">How many to give.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(long Total, IReadOnlyList<Guid> Dossiers)> DossiersAsync(
        Comptage compte, Question question, string territoire, IReadOnlyList<string> cles, int apres, int max, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var lot = MemeInstant.Lot(connection, transaction);
        lot.BatchCommands.Add(Compilateur.CompilerDossiers(compte, question, territoire, cles, apres, max));
        var (total, dossiers) = (0L, new List<Guid>());
        await using var lignes = await lot.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            dossiers.Add(lignes.GetGuid(0));
            total = lignes.GetInt64(1);
        }

        return (total, dossiers);
    }

    /// <summary>The territories of the cut, then what belongs to none of them if anything does, then the département.</summary>
    private static List<string> Colonnes(LectureDesFaits lecture, Decoupage decoupage, bool avecDepartement)
    {
        var referentiel = Territoires.PasDeCalais;
        var colonnes = referentiel.Libelles(decoupage).ToList();
        foreach (var hors in new[] { Territoires.LibelleNonRenseigne, Territoires.LibelleHorsDepartement })
        {
            if (lecture.Compte(hors))
            {
                colonnes.Add(hors);
            }
        }

        if (avecDepartement && decoupage != Decoupage.Departement)
        {
            colonnes.Add(Territoires.LibelleDepartement);
        }

        return colonnes;
    }
}
