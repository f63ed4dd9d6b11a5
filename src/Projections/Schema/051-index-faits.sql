-- Two are built at a time: those of the acts, which are fewer, while the episodes are still looked through, then the longest first.

create index if not exists actes_nature on faits.actes (nature, type, jour) include (connu_de, connu_a, commune, naissance, flux, agent, structure);
create index if not exists actes_flux on faits.actes (flux);

-- Delays, deadlines and silences are many and read by the thousand: all that is asked of them is in the index.
create index if not exists episodes_durees on faits.episodes (nature, du, au, connu_a) include (connu_de, type, valeur, commune, flux)
    where nature in (16, 19) or nature > 200;
-- What is known now is asked for a hundred times more often than what was known on a day: half of the rows, and who is in charge of them.
create index if not exists durees_actuelles on faits.episodes (nature, du, au) include (connu_de, type, valeur, commune, flux, structure, agent)
    where nature in (16, 19) and connu_a > '9999-12-30';
-- A forecast looks at every version of three years of waits, with the service of each: they are few, and on a page each. Who may not see
-- child protection asks for the nature too.
create index if not exists attentes_mesure on faits.episodes (du, au, connu_a) include (connu_de, type, nature, valeur, structure, commune) where nature = 203;
-- Who is followed, waits, is in care, or is under rights and duties on a day, with all that is asked of them: without their silences, the
-- files are few.
create index if not exists episodes_suivis on faits.episodes
    (nature, du, au, connu_a) include (connu_de, type, agent, structure, flux, commune, valeur, objet, debut, fin)
    where nature in (2, 3, 4, 7, 9, 10);
create index if not exists suivis_actuels on faits.episodes (nature, du, au) include (connu_de, type, agent, structure, flux, commune, valeur, objet, debut, fin)
    where nature in (2, 3, 4, 7, 9, 10) and connu_a > '9999-12-30';
-- Few last so long: the others began shortly before the day they are looked for on.
create index if not exists silences_longs on faits.episodes (du, au) include (connu_de, commune, flux) where nature = 16 and au > du + 1024 and connu_a > '9999-12-30';
create index if not exists episodes_flux on faits.episodes (flux);
-- The ends are in the key, not beside it: a row that is over, or no longer held true, is passed over without being read.
-- Rights are counted by the ten thousand in a portrait, each on a page of its own: all that is asked of them is in the index.
create index if not exists episodes_droits on faits.episodes (nature, type, du, au, connu_a) include (connu_de, commune, naissance, sexe, valeur, flux, foyer)
    where nature in (1, 6, 50);
-- Those known now are half of them, and nearly all that is asked for.
create index if not exists droits_actuels on faits.episodes (nature, du, au) include (connu_de, type, commune, naissance, sexe, valeur, flux, foyer)
    where nature in (1, 6, 50) and connu_a > '9999-12-30';
-- Silences, deadlines and delays have an index of their own above.
create index if not exists episodes_nature on faits.episodes (nature, type, du, au, connu_a) where nature < 100 and nature not in (1, 6, 16, 19, 50);
-- The desk of an agent, and the persons of a site, are found by the agent; the agents of a site by the site.
create index if not exists episodes_agent on faits.episodes (agent, nature, du, au) include (connu_de, connu_a, type, flux) where agent is not null;
create index if not exists episodes_sites on faits.episodes (structure, agent, du, au) include (connu_de, connu_a) where nature = 11;
