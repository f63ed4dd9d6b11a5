-- What an administrator can set: weights, limits, thresholds. A row holds from its first day on and is never changed; the latest
-- one recorded for a key wins from its day. Defaults are in the code, with their sources.
create table if not exists referentiels.parametres (
    cle      text                     not null,
    du       date                     not null,
    valeur   numeric                  not null,
    source   text                     not null,
    auteur   text                     not null,
    saisi_le timestamp with time zone not null default now(),
    primary key (cle, du, saisi_le)
);
