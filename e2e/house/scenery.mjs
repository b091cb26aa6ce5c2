// Content in which the demo regions stand as some journeys need them.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as place from "./place.mjs";

/** Copies the content, with another Duinkust; `remove` clears the copy away. */
async function withDuinkust(change) {
  const folder = await mkdtemp(join(tmpdir(), "ketentafel-content-"));
  await cp(place.content(), folder, { recursive: true });
  const file = join(folder, "demo", "duinkust.toml");
  await writeFile(file, change(await readFile(file, "utf8")));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Copies the content, with the round of Duinkust closed. */
export function betweenRounds() {
  return withDuinkust((text) => {
    const closed = text.replace(/^opened = .*$/m, '$&\ndiscussed = "2026-11-23 08:58"\nclosed = "2026-11-23 08:59"');
    if (closed === text) throw new Error("Duinkust opens no round");
    return closed;
  });
}

/** Copies the content, with one municipality in Duinkust, nobody beside it, and a round that was just opened. */
export function alone() {
  return withDuinkust(() => ALONE);
}

const ALONE = `
key = "duinkust"
name = "Duinkust"
founded = "2026-09-14 09:00"

[[organisation]]
key = "helmduin"
name = "Helmduin"
kind = "municipality"
since = "2026-09-14 09:00"

[[account]]
key = "duinkust"
organisation = "helmduin"
role = "editor"
may_adopt = true
since = "2026-09-14 09:00"

[[account]]
key = "duinkust-coordinator"
organisation = "helmduin"
role = "coordinator"
may_adopt = false
since = "2026-09-14 09:00"

[[round]]
name = "2026"
edition = "nji-loverboys/v1"
by = "duinkust-coordinator"
opened = "2026-10-05 09:00"
`;
