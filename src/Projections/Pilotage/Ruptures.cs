using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/pilotage/ruptures</c>: a file where nothing happens any more though somebody is in charge of it.</summary>
public sealed record LigneRupture(Guid Personne, string Agent, string Site, DateOnly DernierEvenementLe, int JoursSansEvenement)
{
    public const string Entete = "personne;agent;site;dernier_evenement_le;jours_sans_evenement";

    public IReadOnlyList<object?> Champs => [Personne, Agent, Site, DernierEvenementLe, JoursSansEvenement];
}

/// <summary>
/// R1: files without any event for so many days while an accompaniment is in progress: a referent, a measure or an accueil. A
/// person with several agents has a row for each.
/// </summary>
public sealed class Ruptures(NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<LigneRupture>> LireAsync(Vue vue, string? site = null, string? agent = null, CancellationToken ct = default)
    {
        // Nothing is known of the days after the day of knowledge: silence is not read there.
        var jour = vue.Au < vue.VuAu ? vue.Au : vue.VuAu;
        var silence = (await Parametres.LireAsync(source, vue, ct)).Silence;
        await using var commande = source.CreateCommand("""
            with silencieux as materialized (
                select e.flux, max(e.du) as dernier from faits.episodes e
                where e.nature = 16 and e.du <= $1 - $5::int and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
                group by e.flux
            ), suivis as (
                select distinct s.flux, s.dernier, e.agent from silencieux s join faits.episodes e on e.flux = s.flux
                where e.nature in (2, 4, 7) and e.du <= $1 and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
            ), affectations as (
                select distinct on (e.agent) e.agent, e.structure as site from faits.episodes e
                where e.nature = 11 and e.du <= $1 and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
            )
            select s.flux, coalesce(s.agent, ''), coalesce(a.site, ''), s.dernier, $1 - s.dernier
            from suivis s left join affectations a using (agent)
            where (s.agent is not null or not exists (select from suivis autre where autre.flux = s.flux and autre.agent is not null))
              and ($3::text is null or a.site = $3) and ($4::text is null or s.agent = $4)
            order by s.dernier, s.flux, s.agent
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = jour });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.VuAu });
        commande.Parameters.Add(Sql.Texte(site));
        commande.Parameters.Add(Sql.Texte(agent));
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = silence });
        var ruptures = new List<LigneRupture>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            ruptures.Add(new(lignes.GetGuid(0), lignes.GetString(1), lignes.GetString(2), lignes.GetFieldValue<DateOnly>(3), lignes.GetInt32(4)));
        }

        return ruptures;
    }
}
