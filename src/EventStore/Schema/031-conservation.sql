-- Retention: rules as data, lists that an authorised person confirms with the visa of the archives, and the intermediate archive.

create schema if not exists conservation;

-- A rule changes from a day on: what it was before stays written. The version in force is the last one whose day has come.
create table if not exists conservation.regles (
    code        text     not null,
    du          date     not null default '-infinity',
    libelle     text     not null,
    -- dernierContact, cloture, deces, majorite
    declencheur text     not null,
    duree_mois  int      not null check (duree_mois between 0 and 1800),
    -- tous, ase (files with a child-protection fact: the other rules leave them alone)
    perimetre   text     not null default 'tous',
    -- what is proposed at the end of the active base: effacement (or archive, with a reason), archivage
    issue       text     not null default 'effacement',
    texte       text     not null,
    active      boolean  not null default true,
    defini_par  text     null,
    primary key (code, du)
);

-- Databases made before rules had dates.
alter table conservation.regles add column if not exists du date not null default '-infinity';
alter table conservation.regles add column if not exists defini_par text null;
do $datees$
begin
    if exists (select from pg_catalog.pg_constraint where conrelid = 'conservation.regles'::regclass and contype = 'p' and cardinality(conkey) = 1) then
        alter table conservation.regles drop constraint regles_pkey;
        alter table conservation.regles add primary key (code, du);
    end if;
end
$datees$;

-- The durations that the CNIL recommends; a département may change them, its agreement with the archives decides.
insert into conservation.regles (code, libelle, declencheur, duree_mois, perimetre, issue, texte) values
    ('CONTACT-2ANS', 'Deux ans après le dernier contact', 'dernierContact', 24, 'tous', 'effacement',
     'CNIL, délibération 2023-095 du 14 septembre 2023'),
    ('DECES-2ANS', 'Deux ans après le décès', 'deces', 24, 'tous', 'effacement',
     'CNIL, délibération 2023-095 du 14 septembre 2023, durée alignée sur le dernier contact'),
    ('ASE-MAJORITE', 'Protection de l''enfance : deux ans après le dernier contact, la majorité passée', 'majorite', 24, 'ase', 'archivage',
     'CNIL, référentiel protection de l''enfance du 20 janvier 2022 ; code du patrimoine L.213-2 (cent ans pour un mineur) : à valider avec les archives')
on conflict do nothing;

-- Files that must not be erased for now: a recours, a legal action, a control. The reason is a code.
create table if not exists conservation.gels (
    personne uuid        not null,
    motif    text        not null,
    pose_par text        not null,
    pose_le  timestamptz not null default now(),
    jusquau  date        null,
    primary key (personne, motif)
);

create table if not exists conservation.listes (
    liste         uuid        not null primary key,
    etablie_le    timestamptz not null,
    etablie_par   text        not null,
    confirmee_le  timestamptz null,
    confirmee_par text        null,
    visa          text        null,
    executee_le   timestamptz null
);

-- decision: effacer, archiver, ecarter; null until the list is confirmed.
create table if not exists conservation.propositions (
    liste     uuid        not null references conservation.listes (liste),
    personne  uuid        not null,
    regle     text        not null,
    echue_le  date        not null,
    issue     text        not null,
    decision  text        null,
    motif     uuid        null,
    jusquau   date        null,
    fait_le   timestamptz null,
    primary key (liste, personne)
);

-- The intermediate archive: out of the active base, until a date, for a reason kept in the coffre.
create table if not exists conservation.archives (
    personne uuid        not null primary key,
    motif    uuid        not null,
    jusquau  date        not null,
    depuis   timestamptz not null,
    liste    uuid        not null
);
