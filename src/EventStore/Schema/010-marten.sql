-- The tables and functions of Marten 9's event storage (GUID streams, one tenant, metadata columns on), column for column:
-- see docs/decisions/0001. Nothing here is ours to change; what we need besides lives in other schemas.

create table if not exists public.mt_streams (
    id          uuid                     not null,
    type        character varying        null,
    version     bigint                   null,
    timestamp   timestamp with time zone not null default (now()),
    created     timestamp with time zone not null default (now()),
    tenant_id   character varying        default '*DEFAULT*',
    is_archived boolean                  default false,
    constraint pkey_mt_streams_id primary key (id)
);

create table if not exists public.mt_events (
    seq_id         bigint                   not null,
    id             uuid                     not null,
    stream_id      uuid                     null,
    version        bigint                   not null,
    data           jsonb                    not null,
    bdata          bytea                    null,
    type           character varying(500)   not null,
    timestamp      timestamp with time zone not null default '(now())',
    tenant_id      character varying        default '*DEFAULT*',
    mt_dotnet_type character varying        null,
    correlation_id character varying        null,
    causation_id   character varying        null,
    headers        jsonb                    null,
    is_archived    boolean                  default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id) references public.mt_streams (id) on delete cascade
);

create unique index if not exists pk_mt_events_stream_and_version on public.mt_events using btree (stream_id, version);

create sequence if not exists public.mt_events_sequence;
alter sequence public.mt_events_sequence owned by public.mt_events.seq_id;

create table if not exists public.mt_event_progression (
    name         character varying        not null,
    last_seq_id  bigint                   null,
    last_updated timestamp with time zone default (transaction_timestamp()),
    constraint pk_mt_event_progression primary key (name)
);

create table if not exists public.mt_high_water_skips (
    ending_sequence   bigint                   not null,
    starting_sequence bigint                   not null,
    timestamp         timestamp with time zone default (transaction_timestamp()),
    constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
);

create table if not exists public.mt_doc_deadletterevent (
    id               uuid                     not null,
    data             jsonb                    not null,
    mt_last_modified timestamp with time zone default (transaction_timestamp()),
    mt_version       uuid                     not null default (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type   character varying        null,
    constraint pkey_mt_doc_deadletterevent_id primary key (id)
);

create or replace function public.mt_mark_event_progression(name varchar, last_encountered bigint) returns void
language plpgsql as $function$
begin
    insert into public.mt_event_progression (name, last_seq_id, last_updated)
    values (name, last_encountered, transaction_timestamp())
    on conflict on constraint pk_mt_event_progression
    do update set last_seq_id = last_encountered, last_updated = transaction_timestamp();
end;
$function$;

create or replace function public.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint)
returns bigint language plpgsql as $function$
declare
    current_value bigint;
begin
    select last_seq_id into current_value from public.mt_event_progression where name = shard_name;
    if current_value is not null and current_value <> starting_sequence then
        return current_value;
    end if;
    perform public.mt_mark_event_progression(shard_name, ending_sequence);
    if current_value is not null or ending_sequence > starting_sequence then
        insert into public.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
        on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
    end if;
    return ending_sequence;
end;
$function$;

create or replace function public.mt_archive_stream(streamid uuid) returns void
language plpgsql as $function$
begin
    update public.mt_streams set is_archived = true where id = streamid;
    update public.mt_events set is_archived = true where stream_id = streamid;
end;
$function$;

create or replace function public.mt_quick_append_events(
    stream uuid, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[],
    bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[], headers jsonb[],
    timestamps timestamp with time zone[], expected_version bigint default null::bigint) returns bigint[]
language plpgsql as $function$
declare
    current_version bigint;
    archived boolean;
    numbers bigint[];
    n int := coalesce(array_length(event_ids, 1), 0);
begin
    select version, is_archived into current_version, archived from public.mt_streams where id = stream;
    if expected_version is not null and coalesce(current_version, 0) <> expected_version then
        raise exception 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, coalesce(current_version, 0)
            using errcode = 'MT003';
    end if;
    if current_version is null then
        current_version := 0;
        insert into public.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, 0, now(), tenantid);
    elsif archived then
        raise exception 'Attempted to append event to archived stream with Id ''%''.', stream using errcode = 'MT001';
    elsif exists (select from public.mt_streams where id = stream and tenant_id <> tenantid) then
        raise exception 'The tenantid does not match the existing stream';
    end if;
    with drawn as (
        insert into public.mt_events
            (seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived,
             causation_id, correlation_id, headers)
        select nextval('public.mt_events_sequence'), event_ids[i], stream, current_version + i, bodies[i], bdatas[i], event_types[i],
               tenantid, timestamps[i], dotnet_types[i], false, causation_ids[i], correlation_ids[i], headers[i]
        from generate_series(1, n) as i
        returning seq_id, mt_events.version
    )
    select array_agg(seq_id order by drawn.version) into numbers from drawn;
    update public.mt_streams set version = current_version + n, timestamp = now() where id = stream;
    return array[current_version + n] || coalesce(numbers, '{}');
end;
$function$;
