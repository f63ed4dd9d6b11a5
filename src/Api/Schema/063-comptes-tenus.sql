-- Accounts kept from a page: a closed one opens nothing, a password given by somebody else is good once.

alter table acces.comptes add column if not exists ferme_le timestamp with time zone null;

-- Until when the password, which an administrator drew, lets its owner choose another; null when the owner chose it.
alter table acces.comptes add column if not exists provisoire_jusqua timestamp with time zone null;

alter table acces.comptes add column if not exists connecte_le timestamp with time zone null;
