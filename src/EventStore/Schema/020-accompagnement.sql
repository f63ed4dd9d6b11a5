-- What the store needs besides Marten's tables: known facts, rejected lines, merged files.

create schema if not exists accompagnement;

-- The identity of every fact ever recorded (derived from source and id): what makes sending it twice harmless.
create table if not exists accompagnement.faits_connus (
    id uuid not null primary key
);

-- Files absorbed by another one of the same person: who reads them now, and since when.
create table if not exists accompagnement.fusions (
    absorbe   uuid                     not null primary key,
    absorbant uuid                     not null,
    survenu   timestamp with time zone not null
);

-- One row per import, updated as it goes.
create table if not exists accompagnement.imports (
    lot          uuid                     not null primary key,
    compte       text                     not null,
    commence_le  timestamp with time zone not null,
    termine_le   timestamp with time zone null,
    acceptes     bigint                   not null default 0,
    deja_connus  bigint                   not null default 0,
    rejetes      bigint                   not null default 0
);

-- Rejected lines, kept until somebody mends them. The line itself may name a person: it is sealed.
create table if not exists accompagnement.rejets (
    lot        uuid   not null references accompagnement.imports (lot) on delete cascade,
    ligne      bigint not null,
    id         text   null,
    flux       uuid   null,
    regle      text   not null,
    detail     text   not null,
    valeur     text   null,
    champ      text   null,
    contenu    bytea  null,
    primary key (lot, ligne)
);

create index if not exists rejets_flux on accompagnement.rejets (flux) where flux is not null;

-- Raised by an append whose stream is not at the expected version: the whole transaction goes.
create or replace function accompagnement.conflit(flux uuid) returns bigint
language plpgsql as $function$
begin
    raise exception 'The stream % is not at the expected version.', flux using errcode = 'AC409';
end;
$function$;
