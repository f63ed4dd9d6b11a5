-- The coffre: what identifies, sealed under one key per person; the key itself is sealed under a key outside the database.

create schema if not exists coffre;

create table if not exists coffre.cles (
    titulaire   uuid     not null primary key,
    enveloppe   smallint not null,
    cle         bytea    not null
);

create table if not exists coffre.secrets (
    id        uuid     not null primary key,
    titulaire uuid     not null,
    nature    smallint not null,
    contenu   bytea    not null
);

create index if not exists secrets_titulaire on coffre.secrets (titulaire);

-- The names of a person, as keyed fingerprints of their trigrams: similar names share many, and none can be read back.
create table if not exists coffre.recherche (
    titulaire uuid  not null,
    secret    uuid  not null primary key,
    empreintes int[] not null
);

create index if not exists recherche_titulaire on coffre.recherche (titulaire);
create index if not exists recherche_empreintes on coffre.recherche using gin (empreintes);

-- A value sealed by the wrapping key in use: a start with another key is refused.
create table if not exists coffre.temoins (
    enveloppe smallint not null primary key,
    temoin    bytea    not null
);
