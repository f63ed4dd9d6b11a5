using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Tests.Contrat;

public class CalendrierTests
{
    [Fact]
    public void Le_jour_a_Paris_est_celui_des_regles_du_fuseau_a_la_seconde_pres()
    {
        // Every quarter of an hour of 2026, and instants of every year around midnight.
        var instants = Enumerable.Range(0, 366 * 96).Select(i => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * i))
            .Concat(Enumerable.Range(1, 2200).SelectMany(annee => new[] { 1, 3, 6, 10, 12 }.Select(mois => new DateTimeOffset(annee, mois, 28, 22, 59, 59, TimeSpan.Zero))));
        var faux = instants.SelectMany(i => new[] { i, i.AddSeconds(1), i.AddHours(1) })
            .Where(i => Calendrier.Jour(i) != DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(i, Calendrier.Paris).DateTime)
                || (i.Year > 1 && Calendrier.Jour(i.ToOffset(TimeSpan.FromHours(-9))) != Calendrier.Jour(i)));
        faux.ShouldBeEmpty();
    }

    [Fact]
    public void Les_jours_d_un_fait_suivent_ses_instants()
    {
        var fait = new Fait(Sujet.Trajectoire(Guid.NewGuid()), new EntretienRealise(), new(2026, 3, 28, 23, 30, 0, TimeSpan.Zero), new(2026, 6, 30, 22, 30, 0, TimeSpan.Zero), new("essai", "1"));
        (fait.Jour, fait.JourSaisi).ShouldBe((new(2026, 3, 29), new(2026, 7, 1)));
        var autre = fait with { Survenu = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero), Saisi = new(2026, 1, 3, 12, 0, 0, TimeSpan.Zero) };
        (autre.Jour, autre.JourSaisi).ShouldBe((new(2026, 1, 2), new(2026, 1, 3)));
    }
}
