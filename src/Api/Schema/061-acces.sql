-- What the need to know looks up besides streams.

-- Who ever joined a household, or is said so by a correction: candidates, whose own file then tells whether they are in it.
create index if not exists evenements_foyer on public.mt_events ((coalesce(data ->> 'foyerId', data -> 'donnees' ->> 'foyerId')))
    where type in ('foyer_rejoint', 'evenement_rectifie');

create index if not exists acces_exceptionnels_agent on traces.acces_exceptionnels (agent, expire_le);
