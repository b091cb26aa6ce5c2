// Runs the journeys: on SQLite all of them, on PostgreSQL those in which a store has a part.
//
// Invariant: a file of journeys runs on both engines unless it is named here, but for single journeys that are declared
// as `look`.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import * as place from "./house/place.mjs";

/**
 * Files that run on SQLite only: they judge what pages look like, what a keyboard reaches, how texts are shown
 * and what a browser does by itself, which no engine changes. What they save on their way, the other files save
 * on both. The longest comes first, so that in the end nothing waits for it alone.
 */
const LOOKS = [
  "screens.test.mjs", "keyboard.test.mjs", "narrow.test.mjs", "paper.test.mjs", "alone.test.mjs",
  "scripts.test.mjs", "slow.test.mjs", "stories.test.mjs", "refused-storage.test.mjs",
];
/** Each file has a server, a database and a browser of its own, and mostly one of them waits for another. */
const FILES_AT_ONCE = 2;

const here = await readdir(place.journeys());
const stored = here.filter((name) => name.endsWith(".test.mjs") && !LOOKS.includes(name)).sort();
const files = place.engine() === "sqlite" ? [...LOOKS, ...stored] : stored;

run({ files: files.map((name) => join(place.journeys(), name)), concurrency: FILES_AT_ONCE })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(new spec())
  .pipe(process.stdout);
