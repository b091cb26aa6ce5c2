// An empty database of either engine, for the time of one file of journeys.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import * as place from "./place.mjs";

/** Makes an empty database; `address` is what the server takes, `remove` clears it away. */
export function make() {
  return place.engine() === "postgres" ? onPostgres() : onSqlite();
}

async function onSqlite() {
  const folder = await mkdtemp(join(tmpdir(), "ketentafel-journey-"));
  return {
    address: `sqlite:${join(folder, "journey.sqlite")}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onPostgres() {
  const admin = place.postgres();
  const name = `journey_${randomBytes(8).toString("hex")}`;
  await asAdmin(admin, (sql) => sql`CREATE DATABASE ${sql(name)}`);
  const address = new URL(admin);
  address.pathname = `/${name}`;
  return {
    address: address.href,
    remove: () => asAdmin(admin, (sql) => sql`DROP DATABASE ${sql(name)} WITH (FORCE)`),
  };
}

async function asAdmin(admin, act) {
  const sql = postgres(admin, { max: 1, onnotice: () => {} });
  try {
    await act(sql);
  } finally {
    await sql.end();
  }
}
