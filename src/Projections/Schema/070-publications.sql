-- What leaves the département: requests for protected figures, publications, figures taken over from before the system.
-- Schema statistiques is all that the statisticians' database role reads: views of what is published, protected.

create schema if not exists publications;

-- Who asked for which protected figures: accounts and parameters of the catalogue, never a person nor a text that somebody typed.
create table if not exists publications.requetes (
    id         bigint generated always as identity primary key,
    instant    timestamp with time zone not null,
    compte     text                     not null,
    role       text                     not null,
    objet      text                     not null,
    parametres jsonb                    not null,
    issue      text                     not null
);

-- A publication is never changed; it can be withdrawn, and stays.
create table if not exists publications.publications (
    id          uuid                     primary key,
    numero      bigint                   generated always as identity,
    titre       text                     not null,
    mode        text                     not null,
    publiee_le  timestamp with time zone not null,
    auteur      text                     not null,
    position    bigint                   not null,
    vu_au       date                     not null,
    contenu     text                     not null,
    empreinte   text                     not null,
    retiree_le  timestamp with time zone null,
    retiree_par text                     null,
    motif       text                     null
);

create or replace function publications.figer() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.retiree_le is not null
        or (new.id, new.titre, new.mode, new.publiee_le, new.auteur, new.position, new.vu_au, new.contenu, new.empreinte)
            is distinct from (old.id, old.titre, old.mode, old.publiee_le, old.auteur, old.position, old.vu_au, old.contenu, old.empreinte) then
        raise exception 'Une publication ne change pas et ne s''efface pas : elle se retire.' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create or replace trigger figer before update or delete on publications.publications for each row execute function publications.figer();

create table if not exists referentiels.agregats (
    code       text    not null,
    decoupage  text    not null,
    territoire text    not null,
    periode    text    not null,
    valeur     numeric not null,
    source     text    not null,
    primary key (code, decoupage, territoire, periode)
);

create schema if not exists statistiques;

create or replace view statistiques.publications as
select id, titre, publiee_le, vu_au, position, empreinte, retiree_le
from publications.publications
where mode = 'diffusion';

create or replace view statistiques.cellules as
select p.id as publication, c.code, c.version, c.periode, c.decoupage, c.territoire, c.dimensions, c.valeur, c."confStatus" as conf_status,
    c.evolution, c.rang
from publications.publications p
cross join lateral jsonb_to_recordset(p.contenu::jsonb -> 'cellules') as c(
    code text, version integer, periode text, decoupage text, territoire text, dimensions jsonb, valeur numeric, "confStatus" text, evolution numeric, rang integer)
where p.mode = 'diffusion' and p.retiree_le is null;
