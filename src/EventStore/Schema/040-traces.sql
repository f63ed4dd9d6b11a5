-- Who saw what: one row per consultation, search, export, refusal and exceptional access, chained by SHA-256.

create schema if not exists traces;

create table if not exists traces.journal (
    numero     bigint      not null primary key,
    id         uuid        not null unique,
    instant    timestamptz not null,
    nature     text        not null,
    compte     text        not null,
    agent      text        null,
    role       text        not null,
    personnes  uuid[]      not null,
    objet      text        not null,
    titre      text        null,
    adresse    text        null,
    empreinte  bytea       not null
);

create index if not exists journal_personnes on traces.journal using gin (personnes);
create index if not exists journal_instant on traces.journal (instant);
create index if not exists journal_compte on traces.journal (compte, numero);
create index if not exists journal_agent on traces.journal (agent, numero) where agent is not null;

-- Where the chain stands: writers take turns on this row.
create table if not exists traces.tete (
    unique_ligne boolean not null primary key default true check (unique_ligne),
    numero       bigint  not null,
    empreinte    bytea   not null
);

insert into traces.tete (numero, empreinte) values (0, decode(repeat('00', 32), 'hex')) on conflict do nothing;

-- Traces past their own retention are removed from the beginning of the chain; this is where it starts now.
create table if not exists traces.depart (
    unique_ligne boolean     not null primary key default true check (unique_ligne),
    numero       bigint      not null,
    empreinte    bytea       not null,
    purge_le     timestamptz not null default now()
);

-- Pages of events in their order: the chained fingerprint, and eight bytes per event to name the one that was touched.
create table if not exists traces.scellements (
    numero     bigint      not null primary key,
    de         bigint      not null,
    jusqua     bigint      not null,
    lignes     int         not null,
    reperes    bytea       not null,
    empreinte  bytea       not null,
    scelle_le  timestamptz not null default now()
);

-- Exceptional accesses: the reason is a text about a person, in the coffre.
create table if not exists traces.acces_exceptionnels (
    id         uuid        not null primary key,
    personne   uuid        not null,
    compte     text        not null,
    agent      text        not null,
    sites      text[]      not null,
    services   text[]      not null,
    motif      uuid        not null,
    ouvert_le  timestamptz not null,
    expire_le  timestamptz not null,
    vu_par     text        null,
    vu_le      timestamptz null
);

create index if not exists acces_exceptionnels_personne on traces.acces_exceptionnels (personne, expire_le);
create index if not exists acces_exceptionnels_non_vus on traces.acces_exceptionnels (ouvert_le) where vu_le is null;

-- The fingerprint of an event: every column but is_archived, which Marten may change without touching the fact.
create or replace function traces.empreinte_evenement(e public.mt_events) returns bytea
language sql stable parallel safe as $function$
    select sha256(convert_to(jsonb_build_array(
        e.seq_id, e.id, e.stream_id, e.version, e.type, (extract(epoch from e.timestamp) * 1000000)::bigint, e.tenant_id,
        e.mt_dotnet_type, e.correlation_id, e.causation_id, e.headers, e.data, encode(e.bdata, 'hex'))::text, 'UTF8'))
$function$;
