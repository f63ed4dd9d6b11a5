using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// What protected figures know: what was recorded by the end of the last month that is over. If they followed the facts day by day, who
/// asks for one cell every day would see on which day somebody's file changed, and could tell whose (decision 0083).
/// </summary>
/// <param name="source">The database.</param>
/// <param name="horloge">The clock.</param>
/// <param name="parMois">False for an instance that is being tried, whose figures follow the facts at once.</param>
public sealed class Clotures(NpgsqlDataSource source, TimeProvider horloge, bool parMois)
{
    private DateOnly? premierFait;

    /// <summary>The last closing before a day: the last day of the month before.</summary>
    public static DateOnly Derniere(DateOnly aujourdHui) => new DateOnly(aujourdHui.Year, aujourdHui.Month, 1).AddDays(-1);

    /// <summary>
    /// The day by whose end facts must have been recorded to count; null in an instance whose first fact is younger than that: it has had
    /// no closing yet, and its figures follow the facts until the first one.
    /// </summary>
    public async Task<DateOnly?> ConnaissanceAsync(CancellationToken ct)
    {
        if (!parMois)
        {
            return null;
        }

        var cloture = Derniere(Calendrier.Jour(horloge.GetUtcNow()));
        premierFait ??= await PremierFaitAsync(ct);
        return premierFait <= cloture ? cloture : null;
    }

    private async Task<DateOnly?> PremierFaitAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select timestamp from public.mt_events order by seq_id limit 1");
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        return await lignes.ReadAsync(ct) ? Calendrier.Jour(lignes.GetFieldValue<DateTimeOffset>(0)) : null;
    }
}
