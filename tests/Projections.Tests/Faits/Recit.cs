using System.Globalization;
using System.Text.Json;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Tests.Faits;

/// <summary>Events told one by one, as a file would record them, and the facts that follow.</summary>
internal sealed class Recit
{
    private readonly List<Fait> faits = [];

    public Guid Personne { get; } = Guid.NewGuid();

    public IReadOnlyList<Fait> Faits => faits;

    /// <summary>Records a fact that happened on a day, on that day or on a later one; gives its id.</summary>
    public string Le(string jour, IEvenement evenement, string? saisi = null, Sujet? sujet = null)
    {
        var id = $"e{faits.Count + 1}";
        faits.Add(new(
            sujet ?? Sujet.Trajectoire(Personne), evenement, Instant(jour, 9), Instant(saisi ?? jour, 18), new("/tests", id)));
        return id;
    }

    public string Inscrire(string jour = "2010-01-01", string? commune = null)
    {
        var id = Le(jour, new PersonneInscrite(Sexe.F, new Mois(2005, 6)));
        if (commune is not null)
        {
            Le(jour, new DomicileDeclare(commune));
        }

        return id;
    }

    public void Rectifier(string id, IEvenement donnees, string le) =>
        Le(le, new EvenementRectifie(id, DonneesRectifiees.Scellees(JsonSerializer.SerializeToElement(donnees, donnees.GetType(), Json.Stocke))));

    public void Annuler(string id, string le) => Le(le, new EvenementAnnule(id));

    /// <summary>The rows of one nature, in order, written so that a test can be read: <c>du → au [connu de → connu à[</c>.</summary>
    public string[] Lignes(Nature nature, Func<Ligne, string>? plus = null) =>
        [.. new FabriqueDeFaits().Fabriquer(faits).Where(l => l.Ligne.Nature == nature)
            .OrderBy(l => l.ConnuDe).ThenBy(l => l.Ligne.Du).ThenBy(l => l.ConnuA)
            .Select(l => (l.Ligne.EstActe ? Jour(l.Ligne.Du) : $"{Jour(l.Ligne.Du)} → {Jour(l.Ligne.Au)}")
                + $" [{Jour(l.ConnuDe)}, {Jour(l.ConnuA)}[{(plus is null ? "" : " " + plus(l.Ligne))}")];

    private static string Jour(int jour) =>
        jour == Ligne.SansFin ? "…" : DateOnly.FromDayNumber(jour).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string jour, int heure) =>
        Calendrier.Minuit(DateOnly.Parse(jour, CultureInfo.InvariantCulture)).AddHours(heure);
}
