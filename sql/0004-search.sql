-- Search over tickets: what each unit may read of a ticket, masked, in the clear (docs/decisions/search-copy.md).
-- One row per unit that sees the ticket, as in inbox; it goes with the ticket's key and stands in no backup.

create table ticket_search (
  ticket_id uuid not null,
  unit_id text not null,
  registered_at timestamptz not null,
  body text not null,
  primary key (ticket_id, unit_id)
);
create index ticket_search_newest on ticket_search (unit_id, registered_at desc, ticket_id desc);

-- Tickets whose copy is to be made anew. Each append adds a row of its own, so that nobody ever waits for the indexer.
create table search_due (
  ticket_id uuid not null,
  version integer not null,
  primary key (ticket_id, version)
);

-- Every pair of neighbouring characters, with the unit in the upper half of the key: a unit's question reads that unit's keys
-- alone, so that even its duration tells nothing of what others have.
create function search_keys(unit text, body text) returns bigint[]
language plpgsql immutable parallel safe as $$
declare
  characters text[] := string_to_array(lower(body collate "C"), null);
  high bigint := hashtext(unit)::bigint << 32;
  keys bigint[];
begin
  select array_agg(high | (hashtext(a || b)::bigint & 4294967295)) into keys
  from unnest(characters, characters[2:]) as pair (a, b) where b is not null;
  return coalesce(keys, '{}');
end $$;

-- A short list of what is not yet in the index: it is read through by every question.
create index ticket_search_keys on ticket_search using gin (search_keys(unit_id, body)) with (gin_pending_list_limit = 1024);

-- Called from the statement that deletes a ticket's key. Volatile, so that it sees what the indexer committed just before.
create function search_forget(ticket uuid) returns boolean
language plpgsql volatile as $$
begin
  delete from ticket_search where ticket_id = ticket;
  return true;
end $$;

-- The only way in for readers. Under row-level security LIKE and @> are not leakproof and would use no index; here the unit is
-- the setting that row-level security goes by, never an argument, and the inbox says what the unit may see at this moment.
-- First a glance over the newest, which answers common words; what is rare goes by the index, from where the glance ended.
create function search_tickets(
  terms text[], since timestamptz, until timestamptz, wanted_category text, wanted_open boolean,
  before_at timestamptz, before_id uuid, size integer
) returns table (ticket_id uuid, registered_at timestamptz, body text)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  reader text := nullif(current_setting('huying.unit', true), '');
  glance constant integer := 2000;
  patterns text[];
  keys bigint[] := '{}';
  seen uuid[];
  hits uuid[];
  edge_at timestamptz := coalesce(before_at, until, 'infinity');
  edge_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  floor_at timestamptz := coalesce(since, '-infinity');
  children text := replace(replace(replace(wanted_category, '\', '\\'), '%', '\%'), '_', '\_') || '-%';
  given integer;
  term text;
begin
  if reader is null or coalesce(cardinality(terms), 0) = 0 then return; end if;
  foreach term in array terms loop
    if length(term) < 2 then return; end if;
    patterns := patterns || ('%' || replace(replace(replace(lower(term collate "C"), '\', '\\'), '%', '\%'), '_', '\_') || '%');
    keys := keys || search_keys(reader, term);
  end loop;

  select array_agg(n.ticket_id order by n.registered_at desc, n.ticket_id desc),
      array_agg(n.ticket_id) filter (where lower(n.body collate "C") like all (patterns)), min(n.registered_at)
    into seen, hits, floor_at
  from (
    select s.ticket_id, s.registered_at, s.body from ticket_search s
    where s.unit_id = reader and s.registered_at >= floor_at and (s.registered_at, s.ticket_id) < (edge_at, edge_id)
    order by s.registered_at desc, s.ticket_id desc limit glance
  ) n;
  if seen is null then return; end if;
  if hits is not null then
    return query
      select s.ticket_id, s.registered_at, s.body from ticket_search s
      join inbox i on i.ticket_id = s.ticket_id and i.unit_id = s.unit_id
      where s.unit_id = reader and s.ticket_id = any (hits)
        and (wanted_open is null or i.open = wanted_open)
        and (wanted_category is null or i.category = wanted_category or i.category like children)
      order by s.registered_at desc, s.ticket_id desc limit size;
    get diagnostics given = row_count;
  end if;
  if coalesce(given, 0) >= size or cardinality(seen) < glance then return; end if;

  edge_at := floor_at;
  edge_id := seen[glance];
  floor_at := coalesce(since, '-infinity');
  return query
    with older as materialized (
      select s.ticket_id, s.registered_at, s.body from ticket_search s
      where search_keys(s.unit_id, s.body) @> keys and s.unit_id = reader
        and s.registered_at >= floor_at and (s.registered_at, s.ticket_id) < (edge_at, edge_id)
        and lower(s.body collate "C") like all (patterns)
    )
    select o.ticket_id, o.registered_at, o.body from older o
    join inbox i on i.ticket_id = o.ticket_id and i.unit_id = reader
    where (wanted_open is null or i.open = wanted_open)
      and (wanted_category is null or i.category = wanted_category or i.category like children)
    order by o.registered_at desc, o.ticket_id desc limit size - coalesce(given, 0);
end $$;

-- Persons by name where no phone is known (P14).
create index person_name on person (name_index) where name_index is not null;

grant select, insert, update, delete on ticket_search, search_due to huying_writer;
revoke execute on function search_keys, search_forget, search_tickets from public;
grant execute on function search_keys, search_forget to huying_writer;
grant execute on function search_tickets to huying_reader;

alter table ticket_search enable row level security;
create policy ticket_search_writer on ticket_search to huying_writer using (true) with check (true);
