// What the journeys need from the machine, and where it stands.
//
// Invariant: what is missing is said in one line and fails; nothing is skipped.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ENGINES = ["sqlite", "postgres"];

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

function present(path, what, remedy) {
  if (!existsSync(path)) {
    throw new Error(`${what} is missing at ${path}. ${remedy}`);
  }
  return path;
}

/** Returns the engine that this run is about. */
export function engine() {
  const name = process.env.KETENTAFEL_TEST_ENGINE ?? "sqlite";
  if (!ENGINES.includes(name)) {
    throw new Error(`KETENTAFEL_TEST_ENGINE is ${name}; it must be one of ${ENGINES.join(", ")}.`);
  }
  return name;
}

/** Returns the address of a PostgreSQL server on which databases may be made. */
export function postgres() {
  const url = process.env.KETENTAFEL_TEST_POSTGRES;
  if (!url) {
    throw new Error("KETENTAFEL_TEST_POSTGRES is not set; cargo xtask test starts a server and sets it.");
  }
  return url;
}

/** Returns the server's program. */
export function program() {
  const path = process.env.KETENTAFEL_TEST_SERVER ?? join(target, "debug", "server");
  return present(path, "The server", "Build it: cargo xtask build");
}

/** Returns the folder with the files for the browser. */
export function site() {
  const path = process.env.KETENTAFEL_TEST_SITE ?? join(target, "site");
  return present(path, "The browser's part", "Build it: cargo xtask build");
}

/** Returns the folder with the files of journeys. */
export function journeys() {
  return join(root, "e2e");
}

/** Returns the folder with the checklist and the demo regions. */
export function content() {
  return join(root, "content");
}

/** Returns the browser. */
export function chromium() {
  const path = process.env.KETENTAFEL_TEST_CHROMIUM ?? "/usr/bin/chromium";
  return present(path, "Chromium", "On Debian or Ubuntu: sudo apt-get install chromium");
}
