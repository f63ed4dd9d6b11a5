using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// The places of services that are free for a type of measure: fixed, less those blocked, less the measures in progress there. A
/// blockage that names no use is taken off where the service has a single one.
/// </summary>
public sealed class PlacesLibres(NpgsqlDataSource source)
{
    /// <summary>Free places per cell; a cell without any capacity is not there. Territory = where the service is.</summary>
    public async Task<IReadOnlyDictionary<Cle, long>> LireAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            with capacite as (
                select e.structure, e.type - 100 as type, e.commune, e.flux, sum(e.valeur) as places,
                       count(*) over (partition by e.structure) as usages
                from faits.episodes e
                where e.nature = 8 and e.type >= 100 and e.du <= $1 and e.au > $1 and {Sql.Connu}
                group by e.structure, e.type, e.commune, e.flux
            ), bloquees as (
                select e.structure, case when e.type >= 100 then e.type - 100 end as type, sum(e.valeur) as places
                from faits.episodes e
                where e.nature = 15 and (e.type >= 100 or e.type = -1) and e.du <= $1 and e.au > $1 and {Sql.Connu}
                group by 1, 2
            ), prises as (
                select e.structure, e.type, count(distinct e.objet) as places
                from faits.episodes e
                where e.nature = 2 and e.structure is not null and {EnCours.Le("e", "$1")} and {Sql.Connu}
                group by 1, 2
            ), e as (
                select c.structure, c.type::smallint as type, c.commune,
                       c.places - coalesce((select sum(b.places) from bloquees b where b.structure = c.structure
                           and (b.type = c.type or b.type is null and c.usages = 1)), 0)
                           - coalesce(p.places, 0) as libres
                from capacite c left join prises p on p.structure = c.structure and p.type = c.type
            )
            select {Sql.Cellule(axes)}, sum(e.libres)::bigint
            from e join faits.territoires t on t.commune = e.commune and t.decoupage = $6
            where ($3::smallint is null or e.type = $3) and ($4::text is null or e.structure = $4)
              and ($5::text is null or t.territoire = $5) and ($7::text is null or true)
              {(filtre.SansEnfance ? $"and e.type not in ({Sql.MesuresDeLAse})" : "")}
            {Sql.ParCellule(axes)}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var libres = new Dictionary<Cle, long>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            libres[Sql.LireCle(lignes)] = lignes.GetInt64(3);
        }

        return libres;
    }
}
