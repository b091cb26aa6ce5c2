// Every screen in both languages: accessible in light and dark, wide and narrow, with and without scripts.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { screens } from "./house/screens.mjs";

setTheStage();

const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };

for (const language of ["nl", "en"]) {
  for (const scripts of [true, "lost"]) {
    journey(`every screen in ${language} ${scripts === true ? "with" : "without"} scripts`, async (cast) => {
      const people = new Map();
      const scout = await cast.enter("coordinator", { scripts });
      const wrong = [];
      for (const screen of screens(await scout.region())) {
        const { account } = screen;
        if (!people.has(account)) {
          const person = account ? await cast.enter(account, { scripts }) : await cast.visitor({ scripts });
          if (!account) await person.open("/inloggen");
          await person.speak(language);
          people.set(account, person);
        }
        const problems = await look(people.get(account), screen, language);
        wrong.push(...problems.map((problem) => `${screen.name}: ${problem}`));
      }
      assert.deepEqual(wrong, []);
    });
  }
}

/** Returns what is wrong with one screen. */
async function look(person, screen, language) {
  const { page } = person;
  const wrong = [];
  await page.setViewportSize(WIDE);
  const response = await person.open(screen.address);
  const status = screen.status ?? 200;
  if (response.status() !== status) wrong.push(`answers ${response.status()}`);
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
