-- What the need to know looks up besides streams.

-- Who ever joined a household, or is said so by a correction: candidates, whose own file then tells whether they are in it.
create index if not exists evenements_foyer on public.mt_events ((coalesce(data ->> 'foyerId', data -> 'donnees' ->> 'foyerId')))
    where type in ('foyer_rejoint', 'evenement_rectifie');

-- Who persons and agents are, and who is around a person: what a list of names asks of fifty files at once. A fifth of the events, which
-- lie apart from each other on the disk. Queries name their types as this does (FaitEnLigne.DeTypes): one that is not here is found without it.
create index if not exists evenements_entourage on public.mt_events (stream_id, version) where type in (
    'agent_enregistre', 'evenement_annule', 'evenement_rectifie', 'foyer_quitte', 'foyer_rejoint', 'identite_rectifiee', 'partage_accorde', 'partage_retire',
    'personne_inscrite', 'referent_decharge', 'referent_designe', 'referent_remplace', 'rendez_vous_annule', 'rendez_vous_fixe', 'rendez_vous_reporte');

create index if not exists acces_exceptionnels_agent on traces.acces_exceptionnels (agent, expire_le);
