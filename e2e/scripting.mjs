// Measures what the program takes of a slow processor in a browser, run by `cargo xtask bench scripting`:
// node scripting.mjs ADDRESS LOGIN PASSWORD REGION MUNICIPALITY
//
// Someone looks at a page while a colleague's edits come in, one after the other; then they type.
// The browser says for how long its main thread ran scripts, and for how long it was busy at all.
// Printed for each entry or keystroke, in microseconds, one figure a line.

import { Cast, launch } from "./house/journey.mjs";
import { live } from "./house/person.mjs";

/** A processor of a cheap telephone is about so much slower than the one that measures. */
const SLOWDOWN = 6;
const ENTRIES = 40;
const KEYSTROKES = 60;
/** Longer than a slow page needs for one entry, so that none are taken in together. */
const PAUSE_MS = 500;
/** A main thread that is busy for more of the time has no room to say what it needs. */
const BUSY_SHARE_MAX = 0.8;
/** A page that came alive has things to finish. */
const SETTLE_MS = 3_000;

const [address, login, password, region, municipality] = process.argv.slice(2);
if (!municipality) {
  console.error("Say where and who: node scripting.mjs ADDRESS LOGIN PASSWORD REGION MUNICIPALITY");
  process.exit(2);
}

/** What the municipality answers now. */
let standing = null;

const browser = await launch();
const cast = new Cast({ browser, server: { address } });
try {
  const colleague = await enter();
  const reader = await enter();
  const board = `/regio/${region}`;
  const { screen } = await colleague.data(`${board}/checklist/${municipality}/1`);
  standing = screen.check[0].region.answers[municipality]["1.1"].shared.content.value;
  const answers = () => answer(colleague, standing === "yes" ? "no" : "yes");
  await report("grid", await whileEntriesArrive(reader, `${board}/checklist`, answers));
  await report("check", await whileEntriesArrive(reader, `${board}/checklist/${municipality}/1`, answers));
  await report("board", await whileEntriesArrive(reader, board, answers));
  await report("keystroke", await whileTyping(reader, `${board}/checklist/${municipality}/1`));
  const list = `${board}/acties?eigenaar=${municipality}&stand=bezig`;
  const [, { shown }] = (await colleague.data(list)).screen.actions;
  const goesOn = () => give(colleague, { report_progress: { action: shown[0], note: "Er is een stap gezet." } });
  await report("list", await whileEntriesArrive(reader, `${list}`, goesOn));
  await report("choose", await whileChoosing(reader, list));
  await report("action", await whileEntriesArrive(reader, `${board}/acties/${shown[0]}`, goesOn));
  cast.mustBeWhole();
} finally {
  await cast.leave();
  await browser.close();
}

async function enter() {
  const person = await cast.visitor();
  await person.page.goto("/inloggen");
  await person.fillInSignIn(login, password);
  await person.page.waitForURL((url) => url.pathname !== "/inloggen");
  return person;
}

async function whileEntriesArrive(reader, path, giveOne) {
  const meter = await openSlowly(reader, path);
  const before = await meter();
  for (let at = 0; at < ENTRIES; at += 1) {
    await giveOne();
    await pause(PAUSE_MS);
  }
  await pause(SETTLE_MS);
  return per(ENTRIES, before, await meter());
}

async function whileTyping(reader, path) {
  const meter = await openSlowly(reader, path);
  const text = reader.page.locator('textarea[name="1.1.toelichting"]');
  await text.click();
  const before = await meter();
  for (let at = 0; at < KEYSTROKES; at += 1) {
    await reader.page.keyboard.press(at % 6 === 5 ? "Space" : "e");
    await pause(PAUSE_MS);
  }
  await pause(SETTLE_MS);
  return per(KEYSTROKES, before, await meter());
}

async function whileChoosing(reader, path) {
  const meter = await openSlowly(reader, path);
  const box = reader.page.getByRole("checkbox").first();
  await box.focus();
  const before = await meter();
  for (let at = 0; at < KEYSTROKES; at += 1) {
    await reader.page.keyboard.press("Space");
    await pause(PAUSE_MS);
  }
  await pause(SETTLE_MS);
  return per(KEYSTROKES, before, await meter());
}

/** Opens a page on a slow processor; returns what reads the browser's own clocks. */
async function openSlowly({ context, page }, path) {
  const browserSays = await context.newCDPSession(page);
  await browserSays.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.goto(path);
  await live(page);
  await pause(SETTLE_MS);
  await browserSays.send("Performance.enable", { timeDomain: "timeTicks" });
  return async () => {
    const { metrics } = await browserSays.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
}

/** A colleague changes an answer, and changes it again with the next turn. */
async function answer(colleague, value) {
  const [from, to] = [standing, value];
  await give(colleague, { answer: { municipality, field: "1.1", change: { from, to } } });
  standing = value;
}

async function give(colleague, command) {
  const answered = await colleague.context.request.post(`/regio/${region}/opdrachten`, {
    data: { id: crypto.randomUUID(), command },
  });
  if (!answered.ok()) {
    throw new Error(`the command was answered with ${answered.status()}: ${await answered.text()}`);
  }
}

function per(count, before, after) {
  const share = (after.TaskDuration - before.TaskDuration) / (after.Timestamp - before.Timestamp);
  if (BUSY_SHARE_MAX < share) {
    throw new Error(`the main thread was busy for ${Math.round(share * 100)} % of the time: pause longer`);
  }
  const spent = (name) => ((after[name] - before[name]) / count) * 1e6;
  return { script: spent("ScriptDuration"), busy: spent("TaskDuration") };
}

function report(name, { script, busy }) {
  console.log(`figure\t${name}_script_us\t${script}`);
  console.log(`figure\t${name}_busy_us\t${busy}`);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
