// Content in which the demo regions stand as some journeys need them.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as place from "./place.mjs";

/** Copies the content, with the round of Duinkust closed; `remove` clears the copy away. */
export async function betweenRounds() {
  const folder = await mkdtemp(join(tmpdir(), "ketentafel-content-"));
  await cp(place.content(), folder, { recursive: true });
  const file = join(folder, "demo", "duinkust.toml");
  const text = await readFile(file, "utf8");
  const closed = text.replace(/^opened = .*$/m, '$&\ndiscussed = "2026-11-23 08:58"\nclosed = "2026-11-23 08:59"');
  if (closed === text) throw new Error(`${file} opens no round`);
  await writeFile(file, closed);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
