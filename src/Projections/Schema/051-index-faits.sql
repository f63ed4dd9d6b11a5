create index if not exists episodes_nature on faits.episodes (nature, type, du);
create index if not exists episodes_flux on faits.episodes (flux);
create index if not exists actes_nature on faits.actes (nature, type, jour);
create index if not exists actes_flux on faits.actes (flux);
