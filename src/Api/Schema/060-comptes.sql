-- Accounts kept by the instance itself: for the demonstration, and for small sites without an identity provider.

create schema if not exists acces;

create table if not exists acces.comptes (
    identifiant   text                     not null primary key,
    nom           text                     not null,
    role          text                     not null,
    agent         text                     null,
    sites         text[]                   not null default '{}',
    services      text[]                   not null default '{}',
    mot_de_passe  text                     not null,
    echecs        integer                  not null default 0,
    bloque_jusqua timestamp with time zone null
);
