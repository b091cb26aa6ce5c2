// Takes a picture of every screen into a folder, for people who change screens:
// node look.mjs FOLDER

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Cast, launch, stage } from "./house/journey.mjs";
import { screens, show, states } from "./house/screens.mjs";
import * as servers from "./house/server.mjs";

const WAYS = [
  { name: "1280", width: 1280 },
  { name: "360", width: 360 },
  { name: "320", width: 320 },
  { name: "1280-dark", width: 1280, scheme: "dark" },
  { name: "360-dark", width: 360, scheme: "dark" },
  { name: "1280-en", width: 1280, language: "en" },
  { name: "1280-no-script", width: 1280, scripts: false },
  { name: "paper", paper: true },
];

const [folder, only] = process.argv.slice(2);
if (!folder) {
  console.error("Say where the pictures go: node look.mjs FOLDER [part of a screen's name]");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const server = await servers.open({ betweenRounds: true, mails: true, administered: true });
stage.server = server;
const browser = await launch();
try {
  for (const way of WAYS) {
    await picture(way);
  }
} finally {
  await browser.close();
  await server.close();
}

async function picture({ name: way, language = "nl", paper = false, ...options }) {
  const cast = new Cast({ server, browser });
  const people = new Map();
  const scout = await cast.enter("coordinator", options);
  for (const screen of [...screens(await scout.region()), ...states()]) {
    const { live, name } = screen;
    if ((only && !name.includes(only)) || (live && options.scripts === false)) continue;
    const { person } = await show(screen, { cast, people, language, ...options });
    const path = join(folder, `${name}-${way}.${paper ? "pdf" : "png"}`);
    if (paper) await person.page.pdf({ path, format: "A4" });
    else await person.page.screenshot({ path, fullPage: true });
    console.log(path);
  }
  await cast.leave();
}
