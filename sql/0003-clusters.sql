-- Similar tickets and clusters. A cluster's own stream is a record of kind `cluster`; what lists ask of it stands here.

-- By what a ticket is found again: the fingerprint of its words and hashed keys of its bands, names and place, all under a
-- secret, so that they give no word away. Rows of tickets that nobody may see beside others (P20) and of forgotten ones are
-- empty. Left out of backups, made anew from the vault.
create table ticket_signature (
  ticket_id uuid primary key,
  registered_at timestamptz not null,
  reading integer not null,
  sketch bytea,
  size integer not null,
  keys bigint[] not null
);
create index ticket_signature_keys on ticket_signature using gin (keys) with (fastupdate = off);
create index ticket_signature_registered on ticket_signature (registered_at);

-- Who stands in which cluster: a ticket in one at most. Follows from the clusters' streams.
create table cluster_member (
  ticket_id uuid primary key,
  cluster_id uuid not null,
  lead boolean not null,
  joined_at timestamptz not null
);
create index cluster_member_cluster on cluster_member (cluster_id);

-- A person said that two tickets are not the same matter: they are not proposed again. A row for each of the two.
create table similar_verdict (
  ticket_id uuid not null,
  other_id uuid not null,
  account_id text not null,
  at timestamptz not null,
  primary key (ticket_id, other_id)
);

-- The reader's role gets nothing here: what one unit may see of it is joined with its inbox by the writer's.
grant select, insert, update, delete on ticket_signature, cluster_member, similar_verdict to huying_writer;
revoke update, delete, truncate on similar_verdict from huying_writer;

-- Called from the statement that deletes a ticket's key. Volatile, so that it sees what was signed just before.
create function similar_forget(ticket uuid) returns boolean
language plpgsql volatile as $$
begin
  delete from ticket_signature where ticket_id = ticket;
  return true;
end $$;

-- What shares a key, by the index whatever the planner thinks of it: it takes many keys for much reading, and would go through
-- all signatures instead, or through all tickets from the newest.
create function similar_near(asked bigint[]) returns table (ticket_id uuid, registered_at timestamptz)
language sql stable rows 200
set enable_seqscan = off
as $$
  select s.ticket_id, s.registered_at from ticket_signature s where s.keys && asked
$$;
