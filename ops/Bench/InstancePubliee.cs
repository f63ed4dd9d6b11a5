using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Epreuves;

namespace Accompagnement.Bench;

/// <summary>
/// What the schema of 2017 gave away, in a simulated département: the simulated aids of each fund are made up to the printed counts of
/// Montreuillois, Ternois and Montreuillois-Ternois, and the difference of the perimeters is attacked under many secrets. In the referential
/// that ships the two cuts nest: the former one is made again by moving communes of the Campagnes de l'Artois until they have the 18 460
/// inhabitants by which the printed populations differ (decision 0073).
/// </summary>
internal static class InstancePubliee
{
    private const int HabitantsPartis = 18_460;
    private const int Secrets = 40;

    /// <summary>Fund, part, and the printed counts of 2015.</summary>
    private static readonly (string Code, string Fonds, string Volet, int Montreuillois, int Ternois, int Nouveau)[] Publies =
    [
        ("I6", "FAJ", "AUTRE", 128, 63, 179), ("I7", "SU", "AUTRE", 590, 334, 883), ("I8", "AFP", "AUTRE", 44, 73, 112), ("I9", "AIPP", "AUTRE", 3, 12, 13),
        ("I10", "FSL", "ALI", 124, 83, 199), ("I11", "FSL", "MAINTIEN", 34, 17, 48), ("I13", "FSL", "EET", 140, 97, 229),
    ];

    public static async Task MesurerAsync(DepartementDeMesure departement, Tableau tableau)
    {
        var communes = Territoires.PasDeCalais.Communes;
        var cumul = 0;
        string[] passees = [.. communes.Where(c => c.Epci.Contains("Campagnes de l'Artois", StringComparison.Ordinal)).TakeWhile(c => (cumul += c.Population) <= HabitantsPartis).Select(c => c.CodeInsee)];
        await departement.LireAsync<int>($"""
            update faits.territoires set territoire = 'Ternois'
            where decoupage = 'avant2016' and commune in ({string.Join(", ", passees.Select(Territoires.PasDeCalais.Numero))}) returning 1
            """);
        await CompleterAsync(departement, passees[0]);

        var exact = new Calculateur(departement.Instance.Source);
        foreach (var (code, _, _, m, t, n) in Publies)
        {
            var trouves = await PerimetresAsync((i, d) => exact.ValeursAsync(i, Periode.Annee(2015), d, [], null, CancellationToken.None), code);
            if (trouves != (m, t, n))
            {
                throw new InvalidOperationException($"{code} : {trouves} au lieu de {(m, t, n)}.");
            }
        }

        var audomarois = await AudomaroisAsync((i, d) => exact.ValeursAsync(i, Periode.Annee(2015), d, [], null, CancellationToken.None));
        var sans = Attaquant.Remonter(audomarois.Valeur, audomarois.Evolution!.Value) == 17 ? 1 : 0;
        var (partants, petits, dixSept, petitsEssais) = (0, 0, 0, 0);
        var table = TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut);
        for (var secret = 0; secret < Secrets; secret++)
        {
            var protege = new CalculateurProtege(
                departement.Instance.Source, SecretDeDiffusion.De(SHA256.HashData(Encoding.ASCII.GetBytes($"instance {secret}"))), new Protecteur(table), new(departement.Instance.Source, TimeProvider.System, parMois: true));
            foreach (var (code, _, _, m, t, n) in Publies)
            {
                var (pm, pt, pn) = await PerimetresAsync((i, d) => protege.ValeursAsync(i, Periode.Annee(2015), d, [], CancellationToken.None), code);
                partants += pm + pt - pn == m + t - n ? 1 : 0;
                if (m + t - n <= Attaquant.DifferenceMaximale)
                {
                    petitsEssais++;
                    petits += Attaquant.Deviner((double)(pm + pt - pn)) == m + t - n ? 1 : 0;
                }
            }

            var (valeur, evolution) = await AudomaroisAsync((i, d) => protege.ValeursAsync(i, Periode.Annee(2015), d, [], CancellationToken.None));
            dixSept += evolution is { } e && Attaquant.Remonter(valeur, e) == 17 ? 1 : 0;
        }

        Ajouter("(1) département simulé aux comptes publiés : « Montreuillois + Ternois − Montreuillois-Ternois » donne les partants, sept fonds, 40 secrets", 1, (double)partants / (Secrets * Publies.Length), Epreuves.RetourAuHasard);
        Ajouter("(1) les mêmes, pour les deux fonds dont 2 et 3 aides sont parties, par qui sait qu'elles sont de 1 à 4", 1, (double)petits / petitsEssais, Epreuves.DifferencesTrouvees);
        Ajouter("(2) « 23, +35,3 % » redonne 17, 40 secrets", sans, (double)dixSept / Secrets, Epreuves.RetourAuHasard);

        void Ajouter(string nom, double sansProtection, double avec, double limite) =>
            tableau.Ajouter(FormattableString.Invariant($"{nom} — sans protection : {sansProtection:0.###}"), avec, "", FormattableString.Invariant($"≤ {limite:0.###}"), avec <= limite);
    }

    private static async Task<(int Montreuillois, int Ternois, int Nouveau)> PerimetresAsync(Func<Indicateur, Decoupage, Task<Valeurs>> demander, string code)
    {
        var (avant, depuis) = (await demander(CatalogueIndicateurs.DuCode(code)!, Decoupage.Avant2016), await demander(CatalogueIndicateurs.DuCode(code)!, Decoupage.Depuis2016));
        return (Valeur(avant, "Montreuillois"), Valeur(avant, "Ternois"), Valeur(depuis, "Montreuillois-Ternois"));

        static int Valeur(Valeurs valeurs, string territoire) => (int)valeurs.Cellules.Single(c => c.Territoire == territoire).Valeur!.Value;
    }

    private static async Task<(int Valeur, decimal? Evolution)> AudomaroisAsync(Func<Indicateur, Decoupage, Task<Valeurs>> demander)
    {
        var cellule = (await demander(CatalogueIndicateurs.DuCode("I11")!, Decoupage.Depuis2016)).Cellules.Single(c => c.Territoire == "Audomarois");
        return ((int)cellule.Valeur!.Value, cellule.Evolution is { } e ? Math.Round(e, 1, MidpointRounding.AwayFromZero) : null);
    }

    /// <summary>Adds to what was simulated the aids that the printed counts still want, each to a household of its own.</summary>
    private static async Task CompleterAsync(DepartementDeMesure departement, string passee)
    {
        using var client = departement.Client(Roles.Superviseur);
        var lignes = new StringBuilder();
        var (numero, aide) = (0, 0);
        foreach (var (code, fonds, volet, m, t, n) in Publies)
        {
            var (montreuillois, ternois, nouveau) = await PerimetresAsync((i, d) => new Calculateur(departement.Instance.Source).ValeursAsync(i, Periode.Annee(2015), d, [], null, CancellationToken.None), code);
            Aides(code, fonds, volet, Commune("Montreuillois"), 2015, m - montreuillois);
            Aides(code, fonds, volet, Commune("Ternois"), 2015, n - m - (nouveau - montreuillois));
            Aides(code, fonds, volet, passee, 2015, m + t - n - (montreuillois + ternois - nouveau));
        }

        foreach (var (annee, voulues) in new[] { (2013, 17), (2015, 23) })
        {
            var dejaLa = (await new Calculateur(departement.Instance.Source).ValeursAsync(CatalogueIndicateurs.DuCode("I11")!, Periode.Annee(annee), Decoupage.Depuis2016, [], null, CancellationToken.None))
                .Cellules.Single(c => c.Territoire == "Audomarois").Valeur!.Value;
            Aides("I11", "FSL", "MAINTIEN", Commune("Audomarois"), annee, voulues - (int)dejaLa);
        }

        using var import = departement.Client(Roles.Import);
        using var corps = new StringContent(lignes.ToString(), Encoding.UTF8, "application/x-ndjson");
        using var reponse = await import.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps);
        using var bilan = JsonDocument.Parse(await reponse.Content.ReadAsStringAsync());
        if (bilan.RootElement.GetProperty("rejetes").GetInt64() > 0)
        {
            throw new InvalidOperationException(bilan.RootElement.GetRawText());
        }

        // The figures answer once they have taken it in.
        var position = bilan.RootElement.GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture);
        while ((await client.GetAsync(new Uri($"/api/indicateurs/I6/valeurs?periode=2015&position={position}", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable)
        {
        }

        void Aides(string code, string fonds, string volet, string commune, int annee, int nombre)
        {
            if (nombre < 0)
            {
                throw new InvalidOperationException($"{code} : le département simulé a déjà {-nombre} aides de trop ; simulez-le plus petit (--faits).");
            }

            for (; nombre > 0; nombre--)
            {
                var (personne, demandeId) = (Id("personne", ++aide), Id("demande", aide));
                Ligne(personne, "PersonneInscrite", "2012-01-02", new { sexe = "F", naissance = "1993-01" });
                Ligne(personne, "DomicileDeclare", "2012-01-02", new { codeInsee = commune, typeLogement = "locatairePrive" });
                Ligne(personne, "AideSollicitee", $"{annee}-05-04", new { demandeId, fonds, volet, montantDemande = 80 });
                Ligne(personne, "AideAccordee", $"{annee}-05-04", new { demandeId, montant = 80 });
            }
        }

        void Ligne(Guid personne, string type, string jour, object data) => lignes.Append(JsonSerializer.Serialize(new
        {
            specversion = "1.0",
            id = $"p-{++numero}",
            source = "/instance-publiee",
            type,
            subject = $"trajectoire/{personne}",
            time = $"{jour}T10:00:00+01:00",
            saisile = $"{jour}T18:00:00+01:00",
            auteur = "AGT-0001",
            canal = "guichet",
            data,
        })).Append('\n');

        // Always the same, so that what the bench finds is not luck.
        static Guid Id(string quoi, int rang) => new(SHA256.HashData(Encoding.ASCII.GetBytes($"{quoi} {rang}")).AsSpan(0, 16));

        static string Commune(string avant2016) => Territoires.PasDeCalais.Communes.First(c => c.TerritoireAvant2016 == avant2016).CodeInsee;
    }
}
