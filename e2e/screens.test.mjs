// Every screen in both languages: accessible in light and dark, wide and narrow, with and without scripts.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { screens, show, states } from "./house/screens.mjs";

setTheStage({ betweenRounds: true, mails: true });

/** There are many screens: in parts each journey ends in time, also on a slow machine. */
const PARTS = 4;
const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };

for (const language of ["nl", "en"]) {
  for (const scripts of [true, "lost"]) {
    const how = `in ${language} ${scripts === true ? "with" : "without"} scripts`;
    for (let part = 0; part < PARTS; part += 1) {
      const some = (all) => all.filter((_, at) => at % PARTS === part);
      const which = `${how}, part ${part + 1} of ${PARTS}`;
      journey(`every screen ${which}`, async (cast) => {
        const scout = await cast.enter("coordinator", { scripts });
        assert.deepEqual(await lookAtAll(some(screens(await scout.region())), { cast, language, scripts }), []);
      });

      journey(`every state of a screen ${which}`, async (cast) => {
        const here = states().filter((state) => scripts === true || !state.live);
        assert.deepEqual(await lookAtAll(some(here), { cast, language, scripts }), []);
      });
    }
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
async function look(screen, way) {
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
  // Without scripts the same look stands there: its colours need no second judgement.
  for (const colorScheme of person.scripts ? ["light", "dark"] : ["light"]) {
    await page.emulateMedia({ colorScheme });
    wrong.push(...(await violations(page)).map((one) => `${colorScheme}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (NARROW.width < width) wrong.push(`scrolls sideways: ${width} px wide`);
  if (person.scripts) wrong.push(...(await violations(page)).map((one) => `narrow: ${one}`));
  return wrong;
}
