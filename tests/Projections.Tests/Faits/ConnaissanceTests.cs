using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Faits;

/// <summary>What was known on a day follows from what had been recorded by then, however it was recorded.</summary>
public class ConnaissanceTests
{
    [Fact]
    public void Ce_qui_etait_connu_un_jour_est_ce_que_donnent_seules_les_saisies_faites_jusque_la()
    {
        var (jours, retours, rectifies) = (0, 0, 0);
        for (var graine = 1; graine <= 40; graine++)
        {
            foreach (var dossier in Departement.Tirer(graine, 6).Where(f => FabriqueDeFaits.Concerne(f.Sujet.Nature)).GroupBy(f => f.Sujet.Flux))
            {
                // Every other draw, what happened in a year is dated its first day, and entered in any order: days meet, and order decides.
                var faits = graine % 2 == 0 ? [.. dossier] : Serrer(dossier, new Random(graine));
                retours += faits.Zip(faits.Skip(1)).Count(p => p.Second.JourSaisi < p.First.JourSaisi);
                rectifies += faits.Count(f => Histoire.EstCorrection(f.Evenement));
                var lignes = new FabriqueDeFaits().Fabriquer(faits);
                foreach (var jour in faits.Select(f => f.JourSaisi).Distinct())
                {
                    jours++;
                    Connues(lignes, jour.DayNumber).ShouldBe(DUnCoup(faits, jour), ignoreOrder: true, $"Graine {graine}, {faits[0].Sujet}, connu le {jour:O}");
                }
            }
        }

        // The draws do hold what makes it difficult.
        (jours > 1_000 && retours > 100 && rectifies > 20).ShouldBeTrue($"{jours} jours, {retours} saisies qui remontent, {rectifies} corrections");
    }

    private static Fait[] Serrer(IEnumerable<Fait> faits, Random hasard) =>
        [.. from fait in faits
            let survenu = Calendrier.Minuit(new DateOnly(fait.Jour.Year, 1, 1))
            select fait with { Survenu = survenu, Saisi = survenu.AddDays(hasard.Next(4) * 10) }];

    /// <summary>Everything made once, as if all that was known had been recorded on that very day: nothing was known before, nothing is closed.</summary>
    private static List<Ligne> DUnCoup(Fait[] faits, DateOnly jour)
    {
        var minuit = Calendrier.Minuit(jour);
        return Connues(new FabriqueDeFaits().Fabriquer([.. faits.Where(f => f.JourSaisi <= jour).Select(f => f with { Saisi = minuit })]), jour.DayNumber);
    }

    private static List<Ligne> Connues(IEnumerable<LigneConnue> lignes, int jour) =>
        [.. from l in lignes
            where l.ConnuDe <= jour && jour < l.ConnuA && !ReglesActivite.EstSansObjet(l.Ligne, jour + 1)
            select l.Ligne];
}
