using System.Globalization;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Projections.Publications;

namespace Accompagnement.Api.Reponses;

/// <summary>A publication as CSV or as a workbook, with its definitions and how it was protected.</summary>
public static class FichiersDePublication
{
    /// <summary>The file wanted; null when neither is.</summary>
    public static IResult? Repondre(HttpContext http, Publication publication, ContenuDePublication contenu)
    {
        var nom = $"publication-{publication.PublieeLe:yyyy-MM-dd}-{publication.Id.ToString("N")[..8]}";
        var dimensions = contenu.Series.SelectMany(s => s.Par).Distinct().ToArray();
        string[] entete = ["code", "version", "periode", "decoupage", "territoire", .. dimensions, "valeur", "conf_status", "evolution", "evolution_conf_status", "rang"];
        if (Negociation.Prefere(http, Xlsx.Type))
        {
            return Xlsx.Repondre($"{nom}.xlsx", [
                new("Chiffres", contenu.Cellules.Select(c => (object?[])
                    [c.Code, c.Version, c.Periode, c.Decoupage, c.Territoire, .. dimensions.Select(d => c.Dimensions.GetValueOrDefault(d)), c.Valeur, c.ConfStatus, c.Evolution, c.EvolutionConfStatus, c.Rang]).Prepend(entete)),
                new("Définitions", contenu.Definitions.Select(d => (object?[])[d.Code, d.Version, d.Libelle, d.Definition, d.Unite]).Prepend(["code", "version", "libelle", "definition", "unite"])),
                new("À lire", Notice(publication, contenu).Select(n => (object?[])[n.Nom, n.Valeur]))]);
        }

        if (!Negociation.EnCsv(http))
        {
            return null;
        }

        // What goes before the figures is marked, as statistical files do, so that a program can skip it.
        var notice = Notice(publication, contenu).Select(n => (IEnumerable<string?>)[$"# {n.Nom}", n.Valeur])
            .Concat(contenu.Definitions.Select(d => (IEnumerable<string?>)["# définition", d.Code, d.Version.ToString(CultureInfo.InvariantCulture), d.Libelle, d.Definition, d.Unite]));
        var lignes = contenu.Cellules.Select(c => (IEnumerable<string?>)
        [
            c.Code, c.Version.ToString(CultureInfo.InvariantCulture), c.Periode, c.Decoupage, c.Territoire, .. dimensions.Select(d => c.Dimensions.GetValueOrDefault(d)),
            c.Valeur is { } v ? Csv.Nombre(v, v.Scale) : "", c.ConfStatus, Csv.Evolution(c.Evolution), c.EvolutionConfStatus, c.Rang?.ToString(CultureInfo.InvariantCulture),
        ]);
        return TypedResults.Text(Csv.Ecrire([.. notice, entete, .. lignes]), "text/csv; charset=utf-8");
    }

    /// <summary>What a reader must know: which publication, as known when, how protected, and how to check it.</summary>
    public static IEnumerable<(string Nom, string Valeur)> Notice(Publication publication, ContenuDePublication contenu)
    {
        yield return ("titre", publication.Titre);
        yield return ("publication", publication.Id.ToString());
        yield return ("publiée le", Formats.Instant(publication.PublieeLe));
        yield return ("faits connus à la fin du", Libelles.De(contenu.VuAu));
        yield return ("position", contenu.Position.ToString(CultureInfo.InvariantCulture));
        yield return ("empreinte SHA-256", publication.Empreinte);
        yield return ("mode", publication.Mode);
        yield return ("protection", contenu.Note);
        if (publication.RetireeLe is { } retrait)
        {
            yield return ("retirée le", $"{Formats.Instant(retrait)} : {publication.Motif}");
        }
    }
}
