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
