import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBlankDatabase, createTestDatabase } from '../../../tests/database/test-database.ts'
import { dumpSchema } from './dump-schema.ts'
import { MIGRATION_FOLDER } from './migrate.ts'

test('sql/schema.sql is what the migrations make', async () => {
  const db = await createTestDatabase()
  try {
    const written = await readFile(join(MIGRATION_FOLDER, 'schema.sql'), 'utf8').catch(() => '')
    expect(await dumpSchema(db.pool), 'sql/schema.sql is out of date: run "npm run db:dump"').toBe(written)
  } finally {
    await db.drop()
  }
})

test('the dump shows every kind of object, whatever order they were made in', async () => {
  const tables = `
    create table parcel (owner integer not null references person (id) on delete cascade, weight numeric(6, 2) default 1.5 check (weight > 0),
      mood feeling not null, name text collate "C", primary key (owner, mood));
    create index parcel_by_weight on parcel (weight) where weight > 10;
    alter table parcel enable row level security;
    create policy own on parcel for select to pg_monitor using (owner = 1);
    grant select, insert on parcel to pg_monitor;`
  const others = `
    create function twice(n integer) returns integer language sql immutable as 'select n * 2';
    create view heavy as select owner from parcel where weight > 10;
    revoke all on function twice(integer) from public;
    grant execute on function twice(integer) to pg_monitor;`
  const first = `create type feeling as enum ('glad', 'sad'); create table person (id integer generated always as identity primary key);`
  const [a, b] = await Promise.all([createBlankDatabase(), createBlankDatabase()])
  try {
    await a.pool.query(first + tables + others)
    await b.pool.query(`create table zzz (i integer); drop table zzz; ${first}${tables}${others}`)
    const text = await dumpSchema(a.pool)
    expect(await dumpSchema(b.pool)).toBe(text)
    expect(text.slice(text.indexOf('create type'))).toMatchInlineSnapshot(`
      "create type feeling as enum ('glad', 'sad');

      CREATE OR REPLACE FUNCTION public.twice(n integer)
       RETURNS integer
       LANGUAGE sql
       IMMUTABLE
      AS $function$select n * 2$function$;

      create table parcel (
        owner integer not null,
        weight numeric(6,2) default 1.5,
        mood feeling not null,
        name text collate "C",
        constraint parcel_pkey PRIMARY KEY (owner, mood),
        constraint parcel_weight_check CHECK ((weight > (0)::numeric)),
        constraint parcel_owner_fkey FOREIGN KEY (owner) REFERENCES person(id) ON DELETE CASCADE
      );
      CREATE INDEX parcel_by_weight ON parcel USING btree (weight) WHERE (weight > (10)::numeric);
      alter table parcel enable row level security;
      create policy own on parcel for select to pg_monitor using ((owner = 1));

      create table person (
        id integer not null generated always as identity,
        constraint person_pkey PRIMARY KEY (id)
      );

      create view heavy as
       SELECT owner
         FROM parcel
        WHERE (weight > (10)::numeric);

      -- grant execute on function twice(n integer) to pg_monitor
      -- grant insert, select on parcel to pg_monitor
      "
    `)
    await b.pool.query('revoke insert on parcel from pg_monitor')
    expect(await dumpSchema(b.pool)).not.toBe(text)
  } finally {
    await Promise.all([a.drop(), b.drop()])
  }
})
