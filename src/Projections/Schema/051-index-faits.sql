-- The ends are in the key, not beside it: a row that is over, or no longer held true, is passed over without being read.
create index if not exists episodes_nature on faits.episodes (nature, type, du, au, connu_a);
create index if not exists episodes_flux on faits.episodes (flux);
create index if not exists actes_nature on faits.actes (nature, type, jour);
create index if not exists actes_flux on faits.actes (flux);
-- The desk of an agent, and the persons of a site, are found by the agent.
create index if not exists episodes_agent on faits.episodes (agent, nature, du, au) where agent is not null;
