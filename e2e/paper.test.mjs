// What comes out of a printer says where and when it is from.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { becomes } from "./house/patience.mjs";
import { live } from "./house/person.mjs";
import { screens, widthOf } from "./house/screens.mjs";

setTheStage();

/** The width of an upright A4 between its margins, in pixels. */
const SHEET = { width: 680, height: 960 };
const TO_PRESS = "button, nav a, summary, input[type=submit]";
const LINE = "Regio Veenland-Oost. Ronde 2026. Stand op 23 november 2026.";

journey("every screen of a region fits on paper and shows nothing to press", async (cast) => {
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
    const pressed = await page.locator(TO_PRESS).filter({ visible: true }).allInnerTexts();
    wrong.push(...pressed.map((text) => `${name}: shows ${text}`));
    const width = await widthOf(page);
    if (SHEET.width < width) wrong.push(`${name}: is ${width} px wide`);
    await page.emulateMedia({ media: "screen" });
  }
  assert.deepEqual(wrong, []);
});

for (const scripts of [true, false]) {
  journey(`every page of a region is printed with region, round and date, ${scripts ? "with" : "without"} scripts`, async (cast) => {
    const editor = await cast.enter("berkelo", { scripts });
    const { page } = editor;
    const { id, municipalities } = await editor.region();
    const region = `/regio/${id}`;
    const check = `${region}/checklist/${municipalities.get("Berkelo")}/4`;
    for (const address of [region, `${region}/checklist`, check, `${region}/vraag/4.4`, `${region}/geschiedenis`]) {
      await editor.open(address);
      const line = page.locator("main > .kt-print-only");
      assert.equal(await line.isVisible(), false, `${address}: not on the screen`);
      await page.emulateMedia({ media: "print" });
      assert.equal(await line.isVisible(), true, address);
      assert.equal(await line.innerText(), LINE, address);
      assert.equal(await page.locator(".kt-header").isVisible(), false, `${address}: nothing to press`);
      assert.equal(await page.getByText("bewaren wij").locator("visible=true").count(), 0, "nothing about typing");
      await page.emulateMedia({ media: "screen" });
    }
  });
}

journey("a page that stood open is printed with the day of printing", async (cast) => {
  const editor = await cast.enter("berkelo");
  const { id } = await editor.region();
  await editor.page.clock.install({ time: new Date("2026-11-23T09:00:00+01:00") });
  await editor.open(`/regio/${id}`);
  await editor.page.clock.setFixedTime(new Date("2026-11-25T09:00:00+01:00"));
  const printed = async () => {
    await editor.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    return editor.page.locator("main > .kt-print-only").textContent();
  };
  await becomes("the line names the day", printed, LINE.replace("23", "25"));
});

/** Returns the numbers of the questions in the order in which they stand on the page. */
const numbers = (page) => page.locator(".kt-paper .kt-qhead b").allInnerTexts();

journey("the whole checklist is printed in its own order, empty and with the answers of one municipality", async (cast) => {
  const editor = await cast.enter("berkelo");
  const { page } = editor;
  const { id, municipalities } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  await page.getByRole("link", { name: "Hele checklist op papier" }).click();
  await page.getByRole("heading", { level: 1, name: "Een lege checklist" }).waitFor();
  const all = await numbers(page);
  assert.equal(all.length, 31, "29 of the checklist and two of the region's own");
  assert.deepEqual(all.slice(0, 6), ["1.1", "1.2", "1.3a", "1.3b", "1.4", "2.1"]);
  assert.equal(await page.locator(".kt-paper .kt-lines").count(), all.length);
  assert.equal(await page.locator(".kt-st").count(), 0, "no answer stands in an empty one");

  // The editor's draft of 5.2 is nobody else's, and not on paper either: it is not shared.
  await page.locator("select[name=gemeente]").selectOption(municipalities.get("Berkelo"));
  await page.getByRole("button", { name: "Toon" }).click();
  await page.getByRole("heading", { level: 1, name: "De antwoorden van Berkelo" }).waitFor();
  await live(page);
  assert.deepEqual(await numbers(page), all);
  assert.equal(await page.locator(".kt-lines").count(), 0);
  assert.ok(20 < await page.locator(".kt-paper .kt-qbody > .nl-paragraph > .kt-st").count());
  await page.evaluate(() => { window.print = () => { document.title = "gedrukt"; }; });
  await page.getByRole("button", { name: "Druk af" }).click();
  assert.equal(await page.title(), "gedrukt");

  for (const wrong of ["iets", "00000000-0000-0000-0000-000000000001"]) {
    assert.equal((await page.goto(`/regio/${id}/papier?gemeente=${wrong}`)).status(), 404);
  }
});

journey("an empty checklist is printed in English and without scripts as well", async (cast) => {
  const editor = await cast.enter("hoogveld", { scripts: false });
  const { id } = await editor.region();
  await editor.speak("en");
  await editor.open(`/regio/${id}/papier`);
  await editor.page.getByRole("heading", { level: 1, name: "An empty checklist" }).waitFor();
  assert.equal(await editor.page.getByRole("button", { name: "Print" }).count(), 0, "that takes scripts");
  await editor.page.getByText("Print this page with your browser").waitFor();
  assert.equal(await editor.page.locator("[lang=nl]", { hasText: "hoe zij de hulp vonden" }).count(), 1);
  await editor.speak("nl");
});
