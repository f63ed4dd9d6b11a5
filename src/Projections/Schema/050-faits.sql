-- Facts: what the figures are computed from. Everything here can be made again from the events (ops/reconstruire).
-- An episode is in progress from du (included) to au (excluded); an act has a day. Each row was known from connu_de
-- (included) to connu_a (excluded): a late or corrected fact adds a row, so that every past answer can be given again.

create schema if not exists faits;

create table if not exists faits.episodes (
    nature    smallint not null,
    type      smallint not null,
    du        date     not null,
    au        date     not null,
    connu_de  date     not null,
    connu_a   date     not null,
    flux      uuid     not null,
    objet     uuid     not null,
    foyer     uuid     null,
    commune   smallint not null,
    naissance smallint null,
    sexe      smallint not null,
    debut     boolean  not null,
    fin       boolean  not null,
    valeur    integer  null,
    agent     text     null,
    structure text     null
);

-- The node of an episode in the tree of days: of the days that it covers, the one that is divisible by the highest power of two, counted from
-- 1970 on. A day has fifteen nodes above it, and every episode in progress on it is at one of them: they are found without going
-- through all that began before (docs/decisions/0085). What lies outside 1970 to 2059 counts for the first or the last of these days.
create or replace function faits.noeud(du date, au date) returns smallint language sql immutable parallel safe
return (
    (least(greatest(au, date '1970-01-03'), date '2059-09-19') - date '1970-01-02')
    & (-1 << floor(ln(0.5::float8 + (
        (least(greatest(du, date '1970-01-02'), date '2059-09-18') - date '1970-01-02')
        # (least(greatest(au, date '1970-01-03'), date '2059-09-19') - date '1970-01-02'))) / ln(2::float8))::int))::smallint;

create or replace function faits.noeuds(jour date) returns smallint[] language sql immutable parallel safe
return array(
    select ((((least(greatest(jour, date '1970-01-02'), date '2059-09-18') - date '1970-01-01') >> niveau) | 1) << niveau)::smallint
    from generate_series(0, 14) as niveau);

-- The nodes of the days between two: those of the first, of the last, and whatever lies between.
create or replace function faits.noeuds(premier date, dernier date) returns smallint[] language sql immutable parallel safe
return faits.noeuds(premier) || faits.noeuds(dernier) || array(
    select n::smallint from generate_series(
        least(greatest(premier, date '1970-01-02'), date '2059-09-18') - date '1970-01-01',
        least(greatest(dernier, date '1970-01-02'), date '2059-09-18') - date '1970-01-01') as n);

alter table faits.episodes add column if not exists noeud smallint not null generated always as (faits.noeud(du, au)) stored;

create table if not exists faits.actes (
    nature    smallint not null,
    type      smallint not null,
    jour      date     not null,
    connu_de  date     not null,
    connu_a   date     not null,
    flux      uuid     not null,
    objet     uuid     not null,
    foyer     uuid     null,
    commune   smallint not null,
    naissance smallint null,
    sexe      smallint not null,
    valeur    integer  null,
    agent     text     null,
    structure text     null
);

-- Files that one has absorbed from another, ever: their facts are made together.
create table if not exists faits.liens (
    absorbe   uuid not null,
    absorbant uuid not null,
    primary key (absorbe, absorbant)
);

-- Where each commune belongs, in each way to cut; the numbers are those of the rows above.
create table if not exists faits.territoires (
    decoupage  text     not null,
    commune    smallint not null,
    territoire text     not null,
    primary key (decoupage, commune)
);

create schema if not exists referentiels;

-- Reference populations, by territory and year.
create table if not exists referentiels.denominateurs (
    population text    not null,
    territoire text    not null,
    annee      integer not null,
    valeur     numeric not null,
    primary key (population, territoire, annee)
);
