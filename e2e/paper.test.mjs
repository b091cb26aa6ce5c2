// On paper: what to read, of which region and day, and nothing to press.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { screens } from "./house/screens.mjs";

setTheStage();

/** The width of an upright A4 between its margins, in pixels. */
const SHEET = { width: 680, height: 960 };
const TO_PRESS = "button, nav a, summary, input[type=submit]";

journey("every screen of a region on paper says where and when it is from, and fits", async (cast) => {
  const people = new Map();
  const scout = await cast.enter("coordinator");
  const wrong = [];
  for (const { name, account, address } of screens(await scout.region())) {
    if (!address.startsWith("/regio/")) continue;
    if (!people.has(account)) people.set(account, await cast.enter(account));
    const { page } = people.get(account);
    await people.get(account).open(address);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize(SHEET);
    const line = await page.locator(".kt-paper-only").innerText();
    if (line !== "Ketentafel · Regio Veenland-Oost · 23 november 2026") wrong.push(`${name}: says ${line}`);
    const pressed = await page.locator(TO_PRESS).filter({ visible: true }).allInnerTexts();
    wrong.push(...pressed.map((text) => `${name}: shows ${text}`));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (SHEET.width < width) wrong.push(`${name}: is ${width} px wide`);
    await page.emulateMedia({ media: "screen" });
  }
  assert.deepEqual(wrong, []);
});
