using System.Xml.Linq;

namespace Accompagnement.Api.Tests;

/// <summary>Dependencies point one way: Domain ← EventStore ← Projections ← Api.</summary>
public sealed class Dependances
{
    private static readonly string[] Ordre = ["Domain", "EventStore", "Projections", "Api"];

    [Fact]
    public void Chaque_projet_ne_connait_que_ceux_qui_le_precedent()
    {
        foreach (var projet in Ordre)
        {
            var references = References(projet).ToArray();
            references.ShouldAllBe(r => Array.IndexOf(Ordre, r) < Array.IndexOf(Ordre, projet), $"{projet} → {string.Join(", ", references)}");
        }
    }

    [Fact]
    public void Le_domaine_ne_depend_de_rien()
    {
        var domaine = typeof(Domain.Faits.Fait).Assembly;
        domaine.GetReferencedAssemblies().Select(a => a.Name!).ShouldAllBe(n => n.StartsWith("System", StringComparison.Ordinal) || n == "netstandard");
        XDocument.Load(Projet("Domain")).Descendants("PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void Les_assemblages_ne_remontent_pas()
    {
        foreach (var (assemblage, rang) in new[] { typeof(Domain.Faits.Fait), typeof(EventStore.IEventStore), typeof(Projections.Faits.Ligne) }.Select((t, i) => (t.Assembly, i)))
        {
            var interdits = Ordre.Skip(rang + 1).Select(n => $"Accompagnement.{n}").ToArray();
            assemblage.GetReferencedAssemblies().Select(a => a.Name!).ShouldAllBe(n => !interdits.Contains(n));
        }
    }

    private static IEnumerable<string> References(string projet) =>
        XDocument.Load(Projet(projet)).Descendants("ProjectReference")
            .Where(r => r.Attribute("Condition") is null)
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

    private static string Projet(string nom) => Path.Combine(Racine(), "src", nom, $"{nom}.csproj");

    private static string Racine()
    {
        var dossier = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(dossier!.FullName, "Accompagnement.sln")))
        {
            dossier = dossier.Parent;
        }

        return dossier.FullName;
    }
}
