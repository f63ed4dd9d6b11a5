-- The roles of the database. They are groups without login: an instance's own accounts are members of them.
-- Run by the owner of the tables, at every start; where it may not create roles, an administrator creates them first.

do $roles$
declare
    nom text;
    s   text;
begin
    foreach nom in array array['accompagnement_application', 'accompagnement_statistiques'] loop
        begin
            if not exists (select from pg_catalog.pg_roles where rolname = nom) then
                execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noinherit', nom);
            end if;
        exception
            -- Another database of the same server creates it at this moment.
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                raise notice 'The role % does not exist and % may not create it: see docs/exploitation/cles.md.', nom, current_user;
        end;
    end loop;

    if exists (select from pg_catalog.pg_roles where rolname = 'accompagnement_application') then
        -- Events are added and read; nothing changes or removes one. Streams move on, they are never removed: that would take
        -- their events with them.
        revoke all on public.mt_events, public.mt_streams from accompagnement_application;
        grant usage on schema public to accompagnement_application;
        grant select, insert on public.mt_events to accompagnement_application;
        grant select, insert, update on public.mt_streams to accompagnement_application;
        grant select, insert, update, delete on public.mt_event_progression, public.mt_high_water_skips to accompagnement_application;
        grant usage, select on sequence public.mt_events_sequence to accompagnement_application;

        -- The coffre must be able to forget, the import to mend its rejects.
        foreach s in array array['accompagnement', 'coffre', 'conservation', 'referentiels', 'publications', 'acces'] loop
            if to_regnamespace(s) is not null then
                execute format('grant usage on schema %I to accompagnement_application', s);
                execute format('grant select, insert, update, delete on all tables in schema %I to accompagnement_application', s);
                execute format('grant usage, select on all sequences in schema %I to accompagnement_application', s);
                execute format('grant execute on all functions in schema %I to accompagnement_application', s);
            end if;
        end loop;

        -- Projections are made and made again from the events: their tables come and go.
        foreach s in array array['faits', 'statistiques', 'bureaux'] loop
            if to_regnamespace(s) is not null then
                execute format('grant usage, create on schema %I to accompagnement_application', s);
                execute format('grant select, insert, update, delete, truncate on all tables in schema %I to accompagnement_application', s);
                execute format('grant usage, select on all sequences in schema %I to accompagnement_application', s);
                execute format('alter default privileges in schema %I grant select, insert, update, delete, truncate on tables to accompagnement_application', s);
            end if;
        end loop;

        -- Traces and seals are written once. Only the head of the chain moves, and the supervisor's "read".
        revoke all on all tables in schema traces from accompagnement_application;
        grant usage on schema traces to accompagnement_application;
        grant select, insert on traces.journal, traces.scellements, traces.acces_exceptionnels to accompagnement_application;
        grant select on traces.tete, traces.depart to accompagnement_application;
        grant update (numero, empreinte) on traces.tete to accompagnement_application;
        grant update (vu_par, vu_le) on traces.acces_exceptionnels to accompagnement_application;
        grant execute on all functions in schema traces to accompagnement_application;
    end if;

    if exists (select from pg_catalog.pg_roles where rolname = 'accompagnement_statistiques') then
        revoke create on schema public from public;
        if to_regnamespace('statistiques') is not null then
            grant usage on schema statistiques to accompagnement_statistiques;
            grant select on all tables in schema statistiques to accompagnement_statistiques;
            alter default privileges in schema statistiques grant select on tables to accompagnement_statistiques;
        end if;
    end if;
end
$roles$;
