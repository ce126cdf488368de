-- Which text model was put in use, when, by whom and why. The model itself is a file in the data folder, so a backup that is
-- restored beside other files still says what was decided. Written once, never changed.
create table model_choice (
  choice_id uuid primary key,
  -- The file in the models' folder and the name on its card; null: none in use any more.
  file text,
  name text,
  account_id text not null references account,
  reason text not null,
  at timestamptz not null
);
create index model_choice_newest on model_choice (at desc);

grant select, insert on model_choice to huying_writer;
