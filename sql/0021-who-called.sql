-- What came in lately, by channel, and how many calls were told of: rows come in that order, so a small index of blocks is enough.
create index ticket_registered on ticket using brin (registered_at);
create index call_rang on call using brin (rang_at);

-- P13: the person for whom somebody else called finds the matter under the own number too, and is forgotten in time.
alter table ticket add column concerned uuid;
update ticket t set concerned = (e.opening::jsonb ->> 'concerned')::uuid
from event e
where e.ticket_id = t.ticket_id and e.version = 1 and e.opening::jsonb ->> 'concerned' is not null;
create index ticket_concerned on ticket (concerned, registered_at desc) where concerned is not null;
