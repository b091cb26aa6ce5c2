// Waiting for what must become true. Nothing in the journeys waits for a stretch of time.

import { setTimeout as pause } from "node:timers/promises";

const LOOK_AGAIN_MS = 40;
/** Long enough for the slowest retry of a browser that lost its server, on a busy machine. */
const WAIT_MS_MAX = 20_000;

/** Looks until `look` returns something true, and returns that. */
export async function eventually(what, look, wait_ms_max = WAIT_MS_MAX) {
  const end = Date.now() + wait_ms_max;
  for (;;) {
    const seen = await look();
    if (seen) {
      return seen;
    }
    if (end < Date.now()) {
      throw new Error(`it never came true that ${what}`);
    }
    await pause(LOOK_AGAIN_MS);
  }
}

/** Looks until `read` returns exactly this, and shows the last thing it returned otherwise. */
export async function becomes(what, read, wanted, wait_ms_max = WAIT_MS_MAX) {
  let last;
  try {
    await eventually(what, async () => (last = await read()) === wanted, wait_ms_max);
  } catch {
    throw new Error(`${what}: wanted ${JSON.stringify(wanted)}, last saw ${JSON.stringify(last)}`);
  }
}
