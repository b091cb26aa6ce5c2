// Files of actions: added, got back as they were, and removed; with and without scripts, in both languages.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { live } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Opens an action that stands so, by its place in the list. */
async function openOne(person, stand, place = 0) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties?stand=${stand}`);
  await person.open(await person.page.locator("tbody tr th a").nth(place).getAttribute("href"));
}

const section = (page) => page.locator("#bestanden");
const disclosed = (page, text) => section(page).locator("details", { hasText: text });

/** Opens what stands behind a click in the section about files. */
async function disclose(page, text) {
  const details = disclosed(page, text).last();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
}

/** Sends a file with what stands beside it. */
async function add(page, { name, file, ticks = true }) {
  await disclose(page, /Voeg een bestand toe|Add a file/);
  await page.locator("#bestand-kies").setInputFiles(file);
  await page.locator("#bestand-wat").fill(name);
  if (ticks) await page.locator("#bestand-geen-zaken").check();
  const button = section(page).getByRole("button", { name: /Voeg het bestand toe|Add the file/ });
  return await posted(page, () => button.click());
}

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`a file is added, got back as it was and removed, ${how} scripts`, async (cast) => {
    const coordinator = await cast.enter("coordinator", { scripts });
    const { page } = coordinator;
    await openOne(coordinator, "aangenomen", scripts ? 0 : 1);
    if (scripts) await live(page);
    const path = new URL(page.url()).pathname;
    const name = `Het rooster, ${how} scripts`;
    const file = { name: "rooster.pdf", mimeType: "application/pdf", buffer: pdf };
    // What lies is refused; what was typed stays.
    const lies = { ...file, buffer: Buffer.from("Dit is geen PDF.") };
    assert.equal((await add(page, { name, file: lies })).status(), 415);
    await page.locator("[role=alert].kt-summary").getByText(/iets anders dan het einde van de naam/).waitFor();
    assert.equal(await page.locator("#bestand-wat").inputValue(), name);
    assert.ok(await page.locator("#bestand-geen-zaken").isChecked());
    await page.locator("[role=alert].kt-summary a").click();
    assert.ok(await page.locator("#bestand-kies:focus").count(), "the error leads to the field");
    if (scripts) assert.deepEqual(await violations(page), []);
    await page.setViewportSize({ width: 320, height: 700 });
    assert.equal(await widthOf(page), 320);
    await page.setViewportSize({ width: 1280, height: 900 });
    // Nobody said that it names nobody.
    await page.locator("#bestand-geen-zaken").uncheck();
    assert.equal((await add(page, { name, file, ticks: false })).status(), 422);
    await page.locator("[role=alert].kt-summary").getByText(/vink dat aan/).waitFor();
    assert.equal((await add(page, { name, file })).status(), 303);
    await page.getByRole("status").getByText("Het bestand is toegevoegd.").waitFor();
    const link = section(page).getByRole("link", { name: new RegExp(name) });
    assert.match(await link.innerText(), /PDF, \d+ bytes/);
    // Who reads along keeps it as a file, and adds none.
    const observer = await cast.enter("waarnemer", { scripts });
    await observer.open(path);
    assert.equal(await observer.page.locator("#bestand-kies").count(), 0);
    const theirs = section(observer.page).getByRole("link", { name: new RegExp(name) });
    const [download] = await Promise.all([observer.page.waitForEvent("download"), theirs.click()]);
    assert.equal(download.suggestedFilename(), `Het rooster, ${how} scripts.pdf`);
    const got = await readFile(await download.path());
    assert.equal(hash(got), hash(pdf));
    const item = section(page).locator("li", { hasText: name });
    await item.locator("details summary", { hasText: "Controlegetal" }).click();
    await item.getByText(hash(pdf)).waitFor();
    if (scripts) assert.deepEqual(await violations(page), []);
    await page.setViewportSize({ width: 320, height: 700 });
    assert.equal(await widthOf(page), 320, "the hash breaks");
    await page.setViewportSize({ width: 1280, height: 900 });
    // It goes with a reason.
    await item.locator("details summary", { hasText: "Verwijder dit bestand" }).click();
    const remove = item.getByRole("button", { name: "Verwijder dit bestand voorgoed" });
    assert.equal((await posted(page, () => remove.click())).status(), 422);
    await page.locator("[role=alert].kt-summary").getByText("Schrijf eerst waarom u dit verwijdert.").waitFor();
    await item.locator("textarea").fill("Er is een nieuw rooster.");
    assert.equal((await posted(page, () => remove.click())).status(), 303);
    await page.getByRole("status").getByText("Het bestand is verwijderd.").waitFor();
    assert.match(await section(page).innerText(), /Verwijderd door .*Er is een nieuw rooster\./s);
    assert.equal(await section(page).getByRole("link", { name: new RegExp(name) }).count(), 0);
    await page.getByText(/verwijderde een bestand van de actie/).first().waitFor();
  });
}

journey("a file that somebody adds shows live elsewhere, and is added by keyboard alone in English", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const { page } = coordinator;
  await coordinator.speak("en");
  await openOne(coordinator, "bezig");
  const reader = await cast.enter("waarnemer");
  await reader.open(new URL(page.url()).pathname);
  await live(reader.page);
  await page.getByRole("heading", { name: "Files", exact: true }).waitFor();
  await section(page).locator("summary", { hasText: "Add a file" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "bestand-wat");
  await page.keyboard.type("List of schools");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "bestand-kies");
  const file = { name: "scholen.csv", mimeType: "text/csv", buffer: Buffer.from("School;Functie\nDe Wilg;mentor\n") };
  await page.locator("#bestand-kies").setInputFiles(file);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  const sent = await posted(page, () => page.keyboard.press("Enter"));
  assert.equal(sent.status(), 303);
  await page.getByRole("status").getByText("The file was added.").waitFor();
  await section(reader.page).getByRole("link", { name: /List of schools/ }).waitFor();
  assert.deepEqual(await violations(page), []);
  await coordinator.speak("nl");
});

journey("the demo has a file that everyone can read", async (cast) => {
  const observer = await cast.enter("waarnemer");
  const { page } = observer;
  const { id } = await observer.region();
  await observer.open(`/regio/${id}/acties`);
  await page.getByRole("link", { name: "Maak een kaart van het meldpunt voor scholen" }).first().click();
  const link = section(page).getByRole("link", { name: /Tekst van de kaart voor scholen/ });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.match(await readFile(await download.path(), "utf8"), /Meldpunt mensenhandel: kaart voor scholen/);
});
