-- P9: a reply stopped the clock, so that nothing of it is due from the unit. Lists by time left begin with what presses.
update inbox set due_at = null where phase in ('replied', 'awaiting-callback');
