// The list of actions: what one ticks and offers at once, the board by keyboard, and the files.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const OWNER = "De Brug Jeugdhulp";

/** Keeps an action as a proposal, from the form. */
async function propose(person, title) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties/nieuw`);
  await person.page.locator("#titel").fill(title);
  await person.page.locator("#eigenaren label", { hasText: OWNER }).locator("input").check();
  const answer = await posted(person.page, () => person.page.locator("button[name=doe][value=stel-voor]").click());
  assert.equal(answer.status(), 303);
  return `/regio/${id}/acties`;
}

const row = ({ page }, title) => page.locator("tbody tr", { hasText: title });
const offer = ({ page }) => posted(page, () => page.getByRole("button", { name: "Bied de gekozen acties aan" }).click());

for (const scripts of [true, false]) {
  journey(`several are offered at once, and what was not is told, ${scripts ? "with" : "without"} scripts`, async (cast) => {
    const coordinator = await cast.enter("coordinator", { scripts });
    const when = scripts ? "overdag" : "in de avond";
    const titles = [`Beschrijf het eerste contact ${when}`, `Leg de bereikbaarheid ${when} vast`];
    const list = await propose(coordinator, titles[0]);
    await propose(coordinator, titles[1]);
    await coordinator.open(`${list}?stand=voorgesteld`);
    assert.equal((await offer(coordinator)).status(), 422, "nothing was ticked");
    const summary = coordinator.page.locator("[role=alert].kt-summary");
    await summary.getByText("Kruis eerst aan om welke acties het gaat.").waitFor();
    await summary.getByRole("link").click();
    assert.ok(await coordinator.page.locator("input[name=actie]:focus").count(), "the error leads to a box");
    if (scripts) assert.deepEqual(await violations(coordinator.page), []);
    for (const title of titles) {
      await row(coordinator, title).getByRole("checkbox").check();
    }
    assert.equal((await offer(coordinator)).status(), 303);
    await coordinator.page.getByText("De gekozen acties zijn aangeboden.").waitFor();
    await coordinator.open(`${list}?stand=aangeboden`);
    for (const title of titles) {
      assert.match(await row(coordinator, title).innerText(), /Aangeboden/);
    }
  });
}

journey("the board leads to an action by keyboard, and is no wider than a phone", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const list = await propose(coordinator, "Maak een overzicht van de nachtdienst");
  const { page } = coordinator;
  await coordinator.open(list);
  await page.getByRole("link", { name: "Bekijk als bord" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/vorm=bord/);
  const region = page.locator(".kt-lanes-region");
  await region.focus();
  assert.ok(await region.evaluate((one) => one === document.activeElement), "it scrolls by keyboard");
  const card = page.getByRole("link", { name: "Maak een overzicht van de nachtdienst" });
  for (let stop = 0; stop < 150 && !(await card.evaluate((one) => one === document.activeElement)); stop += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Maak een overzicht van de nachtdienst" }).waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  await coordinator.open(`${list}?vorm=bord`);
  assert.equal(await widthOf(page), 320);
});

journey("the list is taken along as a file", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const list = await propose(coordinator, "Schrijf de afspraken over vervoer op");
  await coordinator.open(`${list}?stand=voorgesteld`);
  const taken = async (name) => {
    const [download] = await Promise.all([
      coordinator.page.waitForEvent("download"),
      coordinator.page.getByRole("link", { name }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
  const sheet = await taken(/XLSX/);
  assert.match(sheet.name, /\.xlsx$/);
  assert.equal(sheet.content.subarray(0, 2).toString(), "PK", "a workbook is a zip");
  const text = await taken(/CSV/);
  assert.match(text.name, /\.csv$/);
  assert.match(text.content.toString("utf8"), /Schrijf de afspraken over vervoer op/);
});
