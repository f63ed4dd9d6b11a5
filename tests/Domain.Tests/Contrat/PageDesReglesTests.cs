using System.Text.RegularExpressions;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Tests.Contrat;

/// <summary>docs/regles.md says every rule that the code applies, and no delay or limit that it does not.</summary>
public sealed partial class PageDesReglesTests
{
    private static readonly string Racine = TrouverRacine();
    private static readonly string Page = File.ReadAllText(Path.Combine(Racine, "docs", "regles.md"));

    [Fact]
    public void Chaque_delai_a_sa_ligne_et_chaque_ligne_son_delai()
    {
        var lignes = Delais.EnVigueur.Tous.Select(d =>
            $"| {d.Nature} | {d.Duree} {Unite(d)} | {Variante(d.Variante)} | {d.Du:yyyy-MM-dd} | {d.Au:yyyy-MM-dd} | {d.Source} | {(d.Verifie ? "oui" : "non : réglage")} |");
        var ecrites = Page.Split('\n').SkipWhile(l => !l.StartsWith("| échéance | délai", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'));
        ecrites.Select(Serrer).ShouldBe(lignes.Select(Serrer));
    }

    [Fact]
    public void Chaque_limite_y_est_avec_sa_source()
    {
        var sources = Limites.Ages.Select(l => l.Source).Concat(Limites.Durees.Select(l => l.Source)).Concat(Limites.ParDecision.Select(l => l.Source)).Concat(Limites.Sanctions.Select(l => l.Source));
        foreach (var source in sources.Distinct())
        {
            Page.ShouldContain($"| {source} |", customMessage: source);
        }
    }

    [Fact]
    public void Chaque_refus_et_chaque_signalement_du_code_y_est()
    {
        var codes = Directory.EnumerateFiles(Path.Combine(Racine, "src", "Domain"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Codes().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().Order().ToArray();
        codes.Length.ShouldBeGreaterThan(90);
        codes.Where(c => !Page.Contains($"| `{c}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Unite(Delai d) => d.Unite switch
    {
        UniteDelai.Jours => d.Duree == 1 ? "jour" : "jours",
        UniteDelai.JoursOuvres => "jours ouvrés",
        UniteDelai.Semaines => "semaines",
        _ => "mois",
    };

    private static string Variante(string? variante) => variante switch
    {
        null => "",
        Delais.MoinsDeTroisAns => "moins de trois ans",
        Delais.Recueil => "recueil de 72 heures",
        Delais.ObstaclesSociaux => "obstacles sociaux",
        _ => variante,
    };

    private static string Serrer(string ligne) => Espaces().Replace(ligne, " ").Trim();

    private static string TrouverRacine()
    {
        var dossier = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(dossier.FullName, "Accompagnement.sln")))
        {
            dossier = dossier.Parent ?? throw new InvalidOperationException("The repository is not found from the tests.");
        }

        return dossier.FullName;
    }

    [GeneratedRegex("(?:new|Refus|Signaler|Refuser)\\((?:examen, )?\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"")]
    private static partial Regex Codes();

    [GeneratedRegex(" +")]
    private static partial Regex Espaces();
}
