// Every screen in both languages: accessible in light and dark, wide and narrow, with and without scripts.
//
// Invariant: each screen is looked at in every language, with and without scripts, and fits on 320 px in all of them.
// What axe judges is looked at in every pair of a language, scripts and a width: of the eight combinations four hold
// all pairs.

import assert from "node:assert/strict";
import { contrasts, violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { screens, show, states, widthOf } from "./house/screens.mjs";
import { Turns } from "./house/turns.mjs";

setTheStage({ betweenRounds: true, mails: true, administered: true });

/** There are many screens: in parts each journey ends in time, also on a slow machine. */
const PARTS = 8;
const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };
/** At which width axe judges: each width meets each language and both scripts. */
const WAYS = [
  { language: "nl", scripts: true, judged: WIDE },
  { language: "nl", scripts: "lost", judged: NARROW },
  { language: "en", scripts: true, judged: NARROW },
  { language: "en", scripts: "lost", judged: WIDE },
];

for (const way of WAYS) {
  const how = `in ${way.language} ${way.scripts === true ? "with" : "without"} scripts`;
  const turns = new Turns();
  for (let part = 0; part < PARTS; part += 1) {
    const some = (all) => all.filter((_, at) => at % PARTS === part);
    journey(`every screen ${how}, part ${part + 1} of ${PARTS}`, async (cast) => {
      const { scripts } = way;
      const scout = await turns.take(cast, "coordinator", way);
      const all = [...screens(await scout.region()), ...states()];
      const here = all.filter((state) => scripts === true || !state.live);
      assert.deepEqual(await lookAtAll(some(here), { cast, turns, ...way }), []);
    });
  }
}

/** Returns what is wrong with any of these screens. */
async function lookAtAll(all, way) {
  const people = new Map();
  const wrong = [];
  for (const screen of all) {
    const problems = await look(screen, { ...way, people });
    wrong.push(...problems.map((problem) => `${screen.name}: ${problem}`));
  }
  return wrong;
}

/** Returns what is wrong with one screen. */
async function look(screen, { judged, ...way }) {
  const { language } = way;
  const { person, response } = await show(screen, way);
  const { page } = person;
  const wrong = [];
  await page.setViewportSize(WIDE);
  const status = screen.status ?? 200;
  if (response && response.status() !== status) wrong.push(`answers ${response.status()}`);
  if ((await page.locator("html").getAttribute("lang")) !== language) wrong.push("the language");
  if ((await page.locator("h1").count()) !== 1) wrong.push(`${await page.locator("h1").count()} headings of level 1`);
  if (!/\S.* [-–|·] ?Ketentafel$|^\S.*Ketentafel/.test(await page.title())) wrong.push(`the title: ${await page.title()}`);
  if (judged === WIDE) wrong.push(...(await violations(page)).map((one) => `wide: ${one}`));
  // The dark look has other colours, and everything else of the light one.
  if (judged === WIDE && person.scripts) {
    await page.emulateMedia({ colorScheme: "dark" });
    wrong.push(...(await contrasts(page)).map((one) => `dark: ${one}`));
    await page.emulateMedia({ colorScheme: "light" });
  }
  await page.setViewportSize(NARROW);
  const width = await widthOf(page);
  if (NARROW.width < width) wrong.push(`scrolls sideways: ${width} px wide`);
  if (judged === NARROW) wrong.push(...(await violations(page)).map((one) => `narrow: ${one}`));
  return wrong;
}
