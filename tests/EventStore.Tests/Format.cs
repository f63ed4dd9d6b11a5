using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>What the catalogue of PostgreSQL says of Marten's tables, one line per column, index, constraint and function.</summary>
internal static class Format
{
    private const string Catalogue = """
        with tables as (
            select c.oid, c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname in
                ('mt_streams', 'mt_events', 'mt_event_progression', 'mt_high_water_skips', 'mt_doc_deadletterevent')
        ), lignes as (
            select 1 as rang, relname as objet, attnum::int as ordre,
                format('%s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' end,
                    ' default ' || case when pg_get_expr(adbin, adrelid) ~ '^''\d{4}-' then 'a literal' else pg_get_expr(adbin, adrelid) end) as texte
            from tables t
            join pg_attribute a on a.attrelid = t.oid and attnum > 0 and not attisdropped
            left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
            union all
            select 2, relname, 0, format('%s: %s', conname, pg_get_constraintdef(k.oid))
            from tables t join pg_constraint k on k.conrelid = t.oid
            union all
            select 3, relname, 0, pg_get_indexdef(i.indexrelid)
            from tables t join pg_index i on i.indrelid = t.oid and not i.indisprimary
            union all
            select 4, '', 0, format('sequence %s: start %s increment %s cache %s owned by %s', s.seqrelid::regclass, seqstart, seqincrement, seqcache,
                (select refobjid::regclass || '.' || attname from pg_depend d join pg_attribute a on a.attrelid = refobjid and attnum = refobjsubid
                 where d.objid = s.seqrelid and d.deptype = 'a'))
            from pg_sequence s where s.seqrelid = 'public.mt_events_sequence'::regclass
            union all
            select 5, '', 0, format('%s(%s) returns %s', proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid))
            from pg_proc p where pronamespace = 'public'::regnamespace and proname in
                ('mt_quick_append_events', 'mt_mark_event_progression', 'mt_archive_stream', 'mt_mark_progression_with_skip')
        )
        select texte from lignes order by rang, objet, ordre, texte
        """;

    public static async Task<List<string>> LireAsync(NpgsqlDataSource source)
    {
        await using var commande = source.CreateCommand(Catalogue);
        await using var lignes = await commande.ExecuteReaderAsync();
        var format = new List<string>();
        while (await lignes.ReadAsync())
        {
            format.Add(lignes.GetString(0));
        }

        return format;
    }
}
