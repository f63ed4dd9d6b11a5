using System.Globalization;
using Accompagnement.Api.Reponses;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Points;

/// <summary>A page of a list, and where the next one begins.</summary>
public sealed record PageDePersonnes<T>(IReadOnlyList<T> Lignes, int? Suivant);

/// <summary>Which rows of a list are wanted.</summary>
public readonly record struct PageDemandee(int Apres, int Max)
{
    private const int ParDefaut = 100;
    private const int AuPlus = 500;
    private const int DansUnFichier = 1_000_000;

    /// <summary>A screen is read page by page; a file, unless it says otherwise, is whole.</summary>
    public static PageDemandee De(HttpContext http, int? apres, int? max) => new(
        Math.Max(0, apres ?? 0), Math.Clamp(max ?? (ReponsesDePilotage.EnFichier(http) ? DansUnFichier : ParDefaut), 1, ReponsesDePilotage.EnFichier(http) ? DansUnFichier : AuPlus));
}

/// <summary>
/// Steering figures as JSON, CSV or a workbook. Every answer says which position it follows and where its definitions are; a
/// workbook bears them.
/// </summary>
internal static class ReponsesDePilotage
{
    public const string Formats = $"Accept : application/json, text/csv ou {Xlsx.Type}.";

    public static bool EnFichier(HttpContext http) => Negociation.EnCsv(http) || Negociation.Prefere(http, Xlsx.Type);

    /// <summary>Reads the question and answers it with rows.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="code">The figure, for its definition.</param>
    /// <param name="entete">The header of a file.</param>
    /// <param name="champs">A row of a file.</param>
    /// <param name="lire">Gives the rows.</param>
    /// <param name="nommer">Names the kinds of rows, where there are some.</param>
    /// <param name="admis">The axes that the figure has.</param>
    public static Task<IResult> LignesAsync<T>(
        ParametresDePilotage p, string code, string entete, Func<T, IReadOnlyList<object?>> champs, Func<DemandeDePilotage, CancellationToken, Task<IReadOnlyList<T>>> lire,
        Func<short, string>? nommer = null, Axes admis = DemandeDePilotage.Cellules) =>
        TableauAsync(p, code, entete, lignes => lignes.Select(champs), lire, nommer, admis);

    /// <summary>The same, where the answer has rows and more.</summary>
    public static Task<IResult> TableauAsync<T>(
        ParametresDePilotage p, string code, string entete, Func<T, IEnumerable<IReadOnlyList<object?>>> lignes, Func<DemandeDePilotage, CancellationToken, Task<T>> lire,
        Func<short, string>? nommer = null, Axes admis = DemandeDePilotage.Cellules) =>
        ObjetAsync(p, code, async (d, ct) =>
        {
            var reponse = await lire(d, ct);
            return EnFichier(p.Http) ? Fichier(p, d, code, entete, lignes(reponse)) : TypedResults.Ok(reponse);
        }, nommer, admis);

    /// <summary>Reads the question and answers it with one page of persons.</summary>
    public static Task<IResult> PersonnesAsync<T>(
        ParametresDePilotage p, string code, int? apres, int? max, string entete, Func<T, IReadOnlyList<object?>> champs,
        Func<DemandeDePilotage, PageDemandee, CancellationToken, Task<IReadOnlyList<T>>> lire, Func<short, string>? nommer = null)
    {
        var page = PageDemandee.De(p.Http, apres, max);
        return ObjetAsync(p, code, async (d, ct) =>
        {
            var lignes = await lire(d, page, ct);
            return EnFichier(p.Http)
                ? Fichier(p, d, code, entete, lignes.Select(champs))
                : TypedResults.Ok(new PageDePersonnes<T>(lignes, lignes.Count == page.Max ? page.Apres + page.Max : null));
        }, nommer);
    }

    /// <summary>Reads the question and answers it as the caller does.</summary>
    public static async Task<IResult> ObjetAsync(
        ParametresDePilotage p, string code, Func<DemandeDePilotage, CancellationToken, Task<IResult>> repondre, Func<short, string>? nommer = null,
        Axes admis = DemandeDePilotage.Cellules)
    {
        var (demande, refus) = await DemandeDePilotage.LireAsync(p, nommer, admis);
        if (demande is null)
        {
            return refus!;
        }

        // What is read next holds at least this position.
        p.Http.Response.Headers["X-Position"] = p.Projection.Position.ToString(CultureInfo.InvariantCulture);
        p.Http.Response.Headers.Link = $"</api/pilotage/definitions?codes={code}>; rel=\"describedby\"";
        return await repondre(demande, p.Http.RequestAborted);
    }

    /// <summary>The definitions, in the form wanted.</summary>
    public static IResult Definitions(HttpContext http, string? codes)
    {
        var voulus = codes is null ? null : LectureDeDemande.Noms(codes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<FigureDePilotage> figures = [.. CatalogueDuPilotage.Toutes.Where(f => voulus?.Contains(f.Code) != false)];
        return Negociation.EnCsv(http) ? TypedResults.Text(Csv.Ecrire(FigureDePilotage.Entete, figures.Select(f => f.Champs)), "text/csv; charset=utf-8")
            : Negociation.Prefere(http, Xlsx.Type) ? Xlsx.Repondre("definitions.xlsx", [Feuille("Définitions", FigureDePilotage.Entete, figures.Select(f => f.Champs))])
            : TypedResults.Ok(figures);
    }

    private static IResult Fichier(ParametresDePilotage p, DemandeDePilotage demande, string code, string entete, IEnumerable<IReadOnlyList<object?>> lignes)
    {
        if (Negociation.EnCsv(p.Http))
        {
            return TypedResults.Text(Csv.Ecrire(entete, lignes), "text/csv; charset=utf-8");
        }

        IReadOnlyList<object?>[] notice =
        [
            [ReponsesDeChiffres.UsageInterne], ["au", demande.Au], ["vu au", demande.Vue.VuAu == Vue.ToutConnu ? "tout ce qui est enregistré" : demande.Vue.VuAu],
            ["position", p.Projection.Position],
        ];
        return Xlsx.Repondre($"{code}-{demande.Au:yyyy-MM-dd}.xlsx", [
            Feuille("Chiffres", entete, lignes),
            Feuille("Définitions", FigureDePilotage.Entete, [.. CatalogueDuPilotage.Toutes.Where(f => code.Split(',').Contains(f.Code)).Select(f => f.Champs)]),
            new("À lire", notice)]);
    }

    private static Feuille Feuille(string nom, string entete, IEnumerable<IReadOnlyList<object?>> lignes) =>
        new(nom, lignes.Select(l => (IReadOnlyList<object?>)[.. l.Select(v => v is bool ? Csv.Champ(v) : v)]).Prepend(entete.Split(';')));
}
