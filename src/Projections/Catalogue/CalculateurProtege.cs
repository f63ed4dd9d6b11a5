using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// Computes figures in mode <c>diffusion</c>: what the exact <see cref="Calculateur"/> answers, from protected counts alone. It is for
/// those who asked through <see cref="DemandesDeDiffusion"/>: it does not look at the request again. Nobody chooses the day of
/// knowledge: it is that of the last closing.
/// </summary>
public sealed class CalculateurProtege(NpgsqlDataSource source, SecretDeDiffusion secret, Protecteur protecteur, Clotures clotures)
{
    private readonly LecteurDesFaits lecteur = new(source, secret);

    public Protecteur Protecteur => protecteur;

    /// <summary>The values of one figure, told apart by territory and by further dimensions.</summary>
    /// <param name="indicateur">The figure.</param>
    /// <param name="periode">A closed period.</param>
    /// <param name="decoupage">The cut.</param>
    /// <param name="dimensions">What else cells are told apart by.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Valeurs> ValeursAsync(Indicateur indicateur, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, CancellationToken ct)
    {
        var vuAu = await clotures.ConnaissanceAsync(ct);
        var questions = new List<Question>();
        foreach (var p in new[] { periode, periode.DeuxAnsAvant })
        {
            var question = new Question(p, [decoupage], dimensions, vuAu);
            questions.Add(question);
            if (indicateur.Sensible)
            {
                questions.AddRange(dimensions.Select((_, i) => question with { Sauf = i }));
            }
        }

        var lecture = await lecteur.LireAsync([indicateur], questions, ct, arreteAu: vuAu);
        var cellules = new CellulesProtegees(lecture, protecteur).De(indicateur, periode, decoupage, dimensions, Colonnes(decoupage, avecDepartement: false));
        return new(indicateur, lecture.Etat, dimensions.Count == 0 ? Reprendre(lecture, cellules, indicateur, periode, decoupage) : CodesDesTypes.Ecrire(indicateur, dimensions, cellules));
    }

    /// <summary>The portrait of a year.</summary>
    public async Task<Portrait> PortraitAsync(Periode periode, Decoupage decoupage, CancellationToken ct)
    {
        var vuAu = await clotures.ConnaissanceAsync(ct);
        Decoupage[] decoupages = decoupage == Decoupage.Departement ? [decoupage] : [decoupage, Decoupage.Departement];
        var questions = new[] { periode, periode.DeuxAnsAvant }.Select(p => new Question(p, decoupages, [], vuAu)).ToArray();
        var lecture = await lecteur.LireAsync(CatalogueIndicateurs.Portrait, questions, ct, arreteAu: vuAu);
        var cellules = new CellulesProtegees(lecture, protecteur);
        var territoires = Colonnes(decoupage, avecDepartement: true);
        return new(lecture.Etat, territoires, [.. CatalogueIndicateurs.Portrait.Select(i => new LignePortrait(i, Reprendre(lecture, cellules.De(i, periode, decoupage, [], territoires), i, periode, decoupage)))]);
    }

    private IReadOnlyList<Cellule> Reprendre(LectureDesFaits lecture, IReadOnlyList<Cellule> cellules, Indicateur indicateur, Periode periode, Decoupage decoupage) =>
        lecture.Agregats.Appliquer(cellules, indicateur, periode, decoupage, protecteur.Seuils.Denominateur);

    /// <summary>All of them, always: a column that is there only when somebody is in it would tell.</summary>
    internal static List<string> Colonnes(Decoupage decoupage, bool avecDepartement)
    {
        var colonnes = Territoires.PasDeCalais.Libelles(decoupage).ToList();
        colonnes.AddRange([Territoires.LibelleNonRenseigne, Territoires.LibelleHorsDepartement]);
        if (avecDepartement && decoupage != Decoupage.Departement)
        {
            colonnes.Add(Territoires.LibelleDepartement);
        }

        return colonnes;
    }
}
