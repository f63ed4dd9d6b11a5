using System.Globalization;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Tests.Recits;

/// <summary>A person's file told day by day, every fact judged by the guards.</summary>
internal sealed class Recit
{
    public static readonly DateTimeOffset Maintenant = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    private readonly List<Fait> faits = [];

    private Recit(Guid personne) => Personne = personne;

    public Guid Personne { get; }

    public IReadOnlyList<Fait> Faits => faits;

    public Trajectoire Etat { get; private set; } = Trajectoire.Vide;

    public static Recit De(string naissance, string inscription = "2010-01-04", int personne = 1)
    {
        Mois.TryParse(naissance, out var mois).ShouldBeTrue();
        return new Recit(Id(personne)).Le(inscription, new PersonneInscrite(Sexe.F, mois));
    }

    public static Guid Id(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static DateOnly Jour(string jour) => DateOnly.ParseExact(jour, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Recit Le(string jour, params IEvenement[] evenements)
    {
        foreach (var evenement in evenements)
        {
            Juger(jour, evenement, null, out var fait).ShouldBeNull($"{jour} {evenement}");
            Retenir(fait);
        }

        return this;
    }

    /// <summary>A fact that happened on one day and was recorded on another.</summary>
    public Recit Saisi(string survenu, string saisi, IEvenement evenement)
    {
        Juger(survenu, evenement, saisi, out var fait).ShouldBeNull();
        Retenir(fait);
        return this;
    }

    public Recit Refuse(string jour, IEvenement evenement, string regle)
    {
        Juger(jour, evenement, null, out _).ShouldNotBeNull($"{evenement} should be refused").Regle.ShouldBe(regle);
        return this;
    }

    public Recit Signale(string jour, IEvenement evenement, string code)
    {
        Juger(jour, evenement, null, out var fait).ShouldBeNull();
        fait.Signalements.ShouldContain(code);
        return this;
    }

    public EtatEcheance? Echeance(NatureEcheance nature, string au) =>
        Echeancier.Calculer(faits, Jour(au)).LastOrDefault(e => e.Nature == nature)?.EtatLe(Jour(au));

    public DateOnly? Due(NatureEcheance nature) => Echeancier.Calculer(faits, Jour("2026-06-30")).LastOrDefault(e => e.Nature == nature)?.DueLe;

    public Dossier Dossier(string au, string? vuAu = null, params Recit[] absorbes) => Dossiers.Dossier.Lire(
        Personne, faits, Jour(au), vuAu is null ? null : Jour(vuAu), absorbes.ToDictionary(a => a.Personne, a => a.Faits));

    private Refus? Juger(string survenu, IEvenement evenement, string? saisi, out Fait fait)
    {
        var le = Calendrier.Minuit(Jour(survenu));
        fait = new Fait(Sujet.Trajectoire(Personne), evenement, le, saisi is null ? le : Calendrier.Minuit(Jour(saisi)), new("/recit", $"{Personne}-{faits.Count}", "AGT-0042"));
        var examen = new Examen(fait, Maintenant, Territoires.PasDeCalais);
        var refus = GardesTrajectoire.Garder(Etat, examen);
        fait = fait with { Signalements = examen.Signalements };
        return refus;
    }

    private void Retenir(Fait fait)
    {
        faits.Add(fait);
        Etat = Histoire.Effective(faits).Aggregate(Trajectoire.Vide, (e, f) => Trajectoire.Evolve(e, f, _ => Trajectoire.Vide));
    }
}
