-- Open sessions of pages: signing out removes the row, and a copy of the cookie is then worth nothing.

create table if not exists acces.sessions (
    session   uuid                     not null primary key,
    compte    text                     not null,
    ouverte_le timestamp with time zone not null,
    expire_le timestamp with time zone not null
);

create index if not exists sessions_compte on acces.sessions (compte);
create index if not exists sessions_expire_le on acces.sessions (expire_le);
