using System.Runtime.CompilerServices;
using System.Text;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Tests.Acces;

/// <summary>
/// The table of who sees what, in docs/acces.md, is made from the code. To write it again after a change that is meant: run the
/// tests with ECRIRE_LES_DOCS=1, and read the difference.
/// </summary>
public sealed class TableDesAccesTests
{
    private static readonly DateTimeOffset Maintenant = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(1));
    private static readonly DateOnly Jour = new(2026, 3, 11);

    private static readonly (string Nom, Compte Compte)[] Comptes =
    [
        ("Référent, service social, Arras", new("r", RoleCompte.Referent, "AGT-1", ["ARRAS"], ["social"], "PARTENAIRE")),
        ("Référent, service ASE, Arras", new("e", RoleCompte.Referent, "AGT-1", ["ARRAS"], ["ase"], "PARTENAIRE")),
        ("Superviseur, Arras, service social", new("s", RoleCompte.Superviseur, "AGT-1", ["ARRAS"], ["social"])),
        ("Superviseur du département", new("d", RoleCompte.Superviseur, "AGT-1")),
        ("Statisticien", new("t", RoleCompte.Statisticien, "AGT-1", ["ARRAS"], ["social"], "PARTENAIRE")),
        ("Administrateur", new("a", RoleCompte.Administrateur, "AGT-1", ["ARRAS"], ["social"], "PARTENAIRE")),
        ("Import", new("i", RoleCompte.Import)),
    ];

    private static readonly (string Nom, DossierDemande Dossier)[] Situations =
    [
        ("aucun lien avec le dossier", new()),
        ("il est référent en cours", new([new("AGT-1", "ARRAS", "social")])),
        ("équipe en charge : Arras, service social", new(Equipes: [new("ARRAS", "social")])),
        ("équipe en charge : Arras, service ASE", new(Equipes: [new("ARRAS", "ase")])),
        ("équipe en charge : Lens, service social", new(Equipes: [new("LENS", "social")])),
        ("partage total avec sa structure", new(Partages: [new("PARTENAIRE", NiveauPartage.Total)])),
        ("partage limité avec sa structure", new(Partages: [new("PARTENAIRE", NiveauPartage.Limite)])),
        ("partage expiré", new(Partages: [new("PARTENAIRE", NiveauPartage.Total, Jour.AddDays(-1))])),
        ("rendez-vous avec lui ce jour", new(RendezVous: [new("AGT-1", Jour)])),
        ("rendez-vous avec lui demain", new(RendezVous: [new("AGT-1", Jour.AddDays(1))])),
        ("accès exceptionnel ouvert", new(AccesExceptionnels: [new("AGT-1", Maintenant, Maintenant.AddHours(8))])),
        ("accès exceptionnel expiré", new(AccesExceptionnels: [new("AGT-1", Maintenant.AddDays(-2), Maintenant.AddDays(-1))])),
        ("dossier en archive intermédiaire, il est référent", new([new("AGT-1", "ARRAS", "social")], EnArchive: true)),
        ("dossier en archive, accès exceptionnel ouvert", new(AccesExceptionnels: [new("AGT-1", Maintenant, Maintenant.AddHours(8))], EnArchive: true)),
    ];

    [Fact]
    public void La_table_de_qui_voit_quoi_est_celle_du_code()
    {
        var fichier = Path.Combine(Racine(), "docs", "acces.md");
        var attendu = Ecrire();
        if (Environment.GetEnvironmentVariable("ECRIRE_LES_DOCS") == "1")
        {
            File.WriteAllText(fichier, attendu);
        }

        File.ReadAllText(fichier).ShouldBe(attendu, "docs/acces.md n'est plus celle du code : relancez les tests avec ECRIRE_LES_DOCS=1 et relisez la différence.");
    }

    private static string Ecrire()
    {
        var page = new StringBuilder("""
            # Qui voit quoi

            Cette page est produite à partir du code (`src/Domain/Acces`) par les tests ; elle ne s'écrit pas à la main.

            ## Le dossier d'une personne

            « Complet » : tout le dossier, hors compartiments. « Limité » : dates, référents et mesures, sans les textes ni l'identité. « — » : rien ;
            le dossier n'existe pas, ni en consultation, ni en recherche.


            """);
        page.Append("| Situation |").AppendJoin("", Comptes.Select(c => $" {c.Nom} |")).Append('\n');
        page.Append("| --- |").AppendJoin("", Comptes.Select(_ => " --- |")).Append('\n');
        foreach (var (nom, dossier) in Situations)
        {
            page.Append("| ").Append(nom).Append(" |").AppendJoin("", Comptes.Select(c => $" {Cellule(BesoinDEnConnaitre.Decider(c.Compte, dossier, Maintenant))} |")).Append('\n');
        }

        page.Append("\n## Le compartiment de la protection de l'enfance\n\nComptes qui y entrent : ");
        page.AppendJoin(" ; ", Comptes.Where(c => Compartiments.Ouvert(c.Compte)).Select(c => c.Nom)).Append(".\nPour tous les autres, ce qui suit n'existe pas.\n\n");
        page.Append("Événements : ").AppendJoin(", ", TypeEvenement.Tous.Where(Compartiments.EstDeLAse).Select(t => $"`{t.Nom}`").Order(StringComparer.Ordinal)).Append(".\n\n");
        page.Append("Types de mesure, avec tous leurs événements : ").AppendJoin(", ", Compartiments.MesuresDeLAse.Select(t => t.ToString()).Order(StringComparer.Ordinal)).Append(".\n\n");
        page.Append("Et aussi : la désignation, le remplacement et la décharge d'un référent de rôle `ase` ; toute correction d'un fait caché.\n");
        page.Append("\n## Ce que montre une vue limitée\n\n");
        page.AppendJoin(", ", TypeEvenement.Tous.Where(VueDuDossier.EnVueLimitee).Select(t => $"`{t.Nom}`").Order(StringComparer.Ordinal)).Append(".\n");
        return page.ToString();
    }

    private static string Cellule(DecisionAcces decision) => decision.Niveau switch
    {
        NiveauAcces.Complet => "Complet",
        NiveauAcces.Limite => "Limité",
        _ => "—",
    };

    private static string Racine([CallerFilePath] string ici = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ici)!, "..", "..", ".."));
}
