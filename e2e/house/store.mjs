// An empty database of either engine, for the time of one file of journeys.

import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import * as place from "./place.mjs";

/**
 * Makes an empty database; `address` and `settings` are what the server takes, `holds` tells whether a text stands
 * anywhere in what it wrote down, `remove` clears it away.
 */
export function make() {
  return place.engine() === "postgres" ? onPostgres() : onSqlite();
}

async function onSqlite() {
  const folder = await mkdtemp(join(tmpdir(), "ketentafel-journey-"));
  return {
    address: `sqlite:${join(folder, "journey.sqlite")}`,
    // The ledger of what is removed and the files of actions stand beside the file by themselves.
    settings: {},
    holds: (text) => someFileHolds(folder, text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onPostgres() {
  const admin = place.postgres();
  const name = `journey_${randomBytes(8).toString("hex")}`;
  const folder = await mkdtemp(join(tmpdir(), "ketentafel-journey-"));
  await asAdmin(admin, (sql) => sql`CREATE DATABASE ${sql(name)}`);
  const address = new URL(admin);
  address.pathname = `/${name}`;
  return {
    address: address.href,
    settings: { KETENTAFEL_REDACTIONS: join(folder, "removed.jsonl"), KETENTAFEL_FILES: join(folder, "files") },
    holds: (text) => asAdmin(address.href, (sql) => someRowHolds(sql, text)),
    remove: async () => {
      await asAdmin(admin, (sql) => sql`DROP DATABASE ${sql(name)} WITH (FORCE)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Looks through every byte of the database and of what is written before it. */
async function someFileHolds(folder, text) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const files = await Promise.all(names.map((name) => readFile(name)));
  return files.some((bytes) => bytes.includes(text));
}

/** Looks through every row; what is kept as bytes is written as numbers. */
async function someRowHolds(sql, text) {
  const tables = await sql`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`;
  const bytes = Buffer.from(text).toString("hex");
  for (const { table_name } of tables) {
    const [{ found }] = await sql`
      SELECT EXISTS (SELECT 1 FROM ${sql(table_name)} AS held
        WHERE strpos(held::text, ${text}) > 0 OR strpos(held::text, ${bytes}) > 0) AS found`;
    if (found) return true;
  }
  return false;
}

async function asAdmin(admin, act) {
  const sql = postgres(admin, { max: 1, onnotice: () => {} });
  try {
    return await act(sql);
  } finally {
    await sql.end();
  }
}
