using System.Diagnostics;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.EventStore.Tests.Coffre;

/// <summary>Not a test: measures a search over 100 000 people. Run with <c>-explicit only -class "*MesureDeRecherche"</c>.</summary>
public sealed class MesureDeRecherche
{
    private static readonly string[] Noms =
    [
        "Martin", "Bernard", "Dubois", "Petit", "Durand", "Leroy", "Moreau", "Lefebvre", "Roux", "Fournier", "Lambert", "Fontaine", "Vincent",
        "Delattre", "Leclercq", "Dupont", "Carpentier", "Delannoy", "Bailleul", "Caron", "Lemaire", "Boulanger", "Deruelle", "Wattez", "Nowak",
    ];

    private static readonly string[] Prenoms =
    [
        "Marie", "Jean", "Zoé", "Léa", "Paul", "Hugo", "Chloé", "Jeanne", "Louis", "Ahmed", "Sofia", "Inès", "Jules", "Anne", "Thérèse", "Michel",
        "Christine", "Christian", "Nathalie", "Kevin", "Jordan", "Mohamed", "Sylvie", "Martine", "Bernadette",
    ];

    [Fact(Explicit = true)]
    public async Task Chercher_parmi_cent_mille_personnes()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var hasard = new Random(62);
        await using (var connection = await atelier.Base.Source.OpenConnectionAsync())
        {
            for (var lot = 0; lot < 20; lot++)
            {
                var secrets = Enumerable.Range(0, 5000).Select(_ => new SecretDe(Guid.NewGuid(), Atelier.SecretIdentite(Quelquun(hasard)))).ToArray();
                await using var batch = connection.CreateBatch();
                foreach (var commande in await atelier.Coffre.ScellerAsync(secrets, connection, default))
                {
                    batch.BatchCommands.Add(commande);
                }

                await batch.ExecuteNonQueryAsync();
            }
        }

        await atelier.Base.ExecuterAsync("insert into public.mt_streams (id, type, version) select distinct titulaire, 'trajectoire', 1 from coffre.recherche");
        await atelier.Base.ExecuterAsync("vacuum analyze");
        foreach (var texte in new[] { "martin marie", "lefevbre christine", "lefevbre", "durand", "dupond", "mart", "m dupont", "delanoy jean 12/03/1985", "bernadette caron-wattez", "marie", "12/03/1985" })
        {
            var (durees, trouvees) = (new List<double>(), 0);
            for (var i = 0; i < 25; i++)
            {
                var depart = Stopwatch.GetTimestamp();
                trouvees = (await atelier.Recherche.ChercherAsync(texte)).Count;
                durees.Add(Stopwatch.GetElapsedTime(depart).TotalMilliseconds);
            }

            durees.RemoveRange(0, 5);
            durees.Sort();
            TestContext.Current.TestOutputHelper?.WriteLine($"{texte,-28} {trouvees,3} trouvées  médiane {durees[10]:0.0} ms  p95 {durees[18]:0.0} ms");
        }
    }

    /// <summary>A quarter has a common name, the others one made of two: as uneven as real ones.</summary>
    private static Identite Quelquun(Random hasard) => new(
        hasard.Next(4) == 0 ? Un(Noms, hasard) : Un(Noms, hasard)[..^2] + Un(Prenoms, hasard)[^3..].ToLowerInvariant() + Un(Noms, hasard)[..3].ToLowerInvariant(),
        hasard.Next(3) == 0 ? Un(Noms, hasard) : null,
        Un(Prenoms, hasard) + (hasard.Next(2) == 0 ? " " + Un(Prenoms, hasard) : ""),
        new DateOnly(1940, 1, 1).AddDays(hasard.Next(25_000)));

    private static string Un(string[] choix, Random hasard) => choix[hasard.Next(choix.Length)];
}
