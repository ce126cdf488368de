-- Knowledge articles and the library of legal bases (P31). Both are public texts, kept in the clear; a version is never changed,
-- only followed by another, so that what was answered with can be read as it then stood.

create table article (
  article_id text not null,
  version integer not null,
  title text not null,
  title_en text not null,
  answer text not null,
  answer_en text not null,
  -- Other words that people ask with.
  cues text[] not null,
  categories text[] not null,
  -- Codes of legal_basis.
  bases text[] not null,
  -- The day by which somebody must have looked at it again; past it the article warns.
  review_by date not null,
  state text not null check (state in ('in-force', 'withdrawn')),
  note text,
  account_id text not null,
  at timestamptz not null,
  primary key (article_id, version)
);

create table legal_basis (
  code text not null,
  version integer not null,
  -- The statute or document, and the article or theme as far as it is known.
  statute text not null,
  statute_en text not null,
  article text,
  summary text not null,
  summary_en text not null,
  -- What it is about: words and category codes that lead to it.
  matters text[] not null,
  -- Where it was read; `unsourced` says that nobody has checked it yet.
  source text not null,
  valid_from date,
  valid_to date,
  note text,
  account_id text not null,
  at timestamptz not null,
  primary key (code, version)
);

-- Each call to the model that an operator may connect: who, when, what for and how much, never a text.
create table model_call (
  call_id uuid primary key,
  account_id text not null,
  purpose text not null,
  model text not null,
  characters_out integer not null,
  characters_in integer not null,
  outcome text not null,
  took_ms integer not null,
  at timestamptz not null
);
create index model_call_newest on model_call (at desc);

grant select, insert on article, legal_basis, model_call to huying_writer;
