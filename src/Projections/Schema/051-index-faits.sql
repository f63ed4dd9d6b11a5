-- Two are built at a time: those of the acts, which are fewer, while the episodes are still looked through, then the longest first.

create index if not exists actes_nature on faits.actes (nature, type, jour) include (connu_de, connu_a, commune, naissance, flux, agent, structure);
create index if not exists actes_flux on faits.actes (flux);

-- What holds on a day is found by its nodes: silences, deadlines, who is followed, waits, is in care, under rights and duties, or has a right. All
-- that is asked of it is in the index. What is known now is asked for a hundred times more often than what was known on a day, and is half of the rows.
create index if not exists durees_en_cours on faits.episodes (nature, noeud, du, au) include (connu_de, type, valeur, commune, flux, structure, agent)
    where nature in (16, 19) and connu_a > '9999-12-30';
create index if not exists suivis_en_cours on faits.episodes (nature, noeud, du, au) include (connu_de, type, agent, structure, flux, commune, valeur, objet, debut, fin)
    where nature in (2, 3, 4, 7, 9, 10) and connu_a > '9999-12-30';
-- Measures are counted by household too.
create index if not exists mesures_en_cours on faits.episodes (noeud, du, au) include (type, flux, foyer, objet, commune)
    where nature = 2 and connu_a > '9999-12-30';
create index if not exists droits_en_cours on faits.episodes (nature, noeud, du, au) include (connu_de, type, commune, naissance, sexe, valeur, flux, foyer)
    where nature in (1, 6, 50) and connu_a > '9999-12-30';
create index if not exists durees_versions on faits.episodes (nature, noeud, du, au, connu_a) include (connu_de, type, valeur, commune, flux)
    where nature in (16, 19);
-- These are also asked for by the days on which they began. The ends are in the key, not beside it: a row that is over, or no longer held true, is
-- passed over without being read.
create index if not exists suivis_versions on faits.episodes
    (nature, du, au, connu_a) include (connu_de, noeud, type, agent, structure, flux, commune, valeur, objet, debut, fin)
    where nature in (2, 3, 4, 7, 9, 10);
create index if not exists droits_versions on faits.episodes (nature, type, du, au, connu_a) include (connu_de, commune, naissance, sexe, valeur, flux, foyer)
    where nature in (1, 6, 50);
-- Delays are read by the thousand, by the day on which they began.
create index if not exists delais_ouverts on faits.episodes (nature, du, au, connu_a) include (connu_de, type, valeur, commune, flux)
    where nature > 200;
-- A forecast looks at every version of three years of waits, with the service of each: they are few, and on a page each. Who may not see
-- child protection asks for the nature too.
create index if not exists attentes_mesure on faits.episodes (du, au, connu_a) include (connu_de, type, nature, valeur, structure, commune) where nature = 203;
create index if not exists episodes_flux on faits.episodes (flux);
-- Those above have indexes of their own.
create index if not exists episodes_nature on faits.episodes (nature, type, du, au, connu_a) where nature < 100 and nature not in (1, 6, 16, 19, 50);
-- The desk of an agent, and the persons of a site, are found by the agent; the agents of a site by the site.
create index if not exists episodes_agent on faits.episodes (agent, nature, du, au) include (connu_de, connu_a, type, flux) where agent is not null;
create index if not exists episodes_sites on faits.episodes (structure, agent, du, au) include (connu_de, connu_a) where nature = 11;

-- Replaced by those above.
drop index if exists faits.episodes_durees, faits.durees_actuelles, faits.episodes_suivis, faits.suivis_actuels, faits.silences_longs, faits.episodes_droits, faits.droits_actuels;
