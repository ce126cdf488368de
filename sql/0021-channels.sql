-- What came in lately, by channel, and how many calls were told of: rows come in that order, so a small index of blocks is enough.
create index ticket_registered on ticket using brin (registered_at);
create index call_rang on call using brin (rang_at);
