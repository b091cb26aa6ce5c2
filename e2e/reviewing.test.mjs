// Who has access is looked through once a year: it waits on the start page, is said to be right, and is taken along.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const press = (person, name, within = person.page) =>
  posted(person.page, () => within.getByRole("button", { name }).first().click());
const waiting = (person, title) => person.page.locator(".kt-entries > li", { hasText: title });

/** Opens the page of who has access. */
async function openAccess(person) {
  const { id } = await person.region();
  return person.open(`/regio/${id}/deelnemers/toegang`);
}

/** The page is accessible, wide and on a small telephone. */
async function mustBeAccessible({ page }) {
  for (const [width, height] of [[1280, 900], [320, 700]]) {
    await page.setViewportSize({ width, height });
    assert.deepEqual(await violations(page), [], `at ${width}`);
    assert.ok((await widthOf(page)) <= width, `at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Takes the list along, and returns its lines. */
async function takeAlong(person, link) {
  const begun = person.page.waitForEvent("download");
  await person.page.getByRole("link", { name: link }).click();
  const file = await begun;
  const text = await readFile(await file.path(), "utf8");
  assert.equal(text[0], "\uFEFF", "the mark that Excel looks for");
  return { name: file.suggestedFilename(), lines: text.slice(1).trimEnd().split("\r\n").map((line) => line.split(";")) };
}

journey("a lead is told that it is time, looks through who has access and says that it is right", async (cast) => {
  const [lead, coordinator] = await Promise.all([cast.enter("hoogveld"), cast.enter("coordinator")]);
  const task = "Controleer wie namens Hoogveld toegang heeft";
  await lead.open("/");
  await waiting(lead, task).getByText("Aan de beurt sinds 10 november 2026.").waitFor();
  await waiting(lead, task).getByRole("link", { name: task }).click();
  await lead.page.getByRole("heading", { level: 1, name: "Wie heeft toegang" }).waitFor();
  const part = lead.page.getByRole("region", { name: "Hoogveld" });
  await part.getByText("Gecontroleerd op 10 november 2025 door Eindredacteur van Hoogveld.").waitFor();
  assert.equal(await lead.page.getByRole("button", { name: "Dit klopt" }).count(), 1, "the own organisation alone");
  assert.equal(await part.getByRole("row").count(), 1 + 2, "the heading and two places");
  await mustBeAccessible(lead);

  // Meanwhile somebody else is invited: what is said to be right is what was seen.
  const { id, municipalities } = await coordinator.region();
  await coordinator.page.goto(`/regio/${id}/deelnemers?nodig-uit=${municipalities.get("Hoogveld")}`);
  await coordinator.page.locator("#nodig-uit #rol").selectOption("observer");
  assert.equal((await press(coordinator, "Maak de uitnodiging")).status(), 200);
  assert.equal((await press(lead, "Dit klopt")).status(), 409);
  await lead.page.getByText("De lijst van Hoogveld veranderde nadat u deze pagina opende.").first().waitFor();
  await lead.page.getByText("Uitgenodigd, nog niet aangenomen").waitFor();
  await mustBeAccessible(lead);
  assert.equal((await press(lead, "Dit klopt")).status(), 303);
  await lead.page.getByText("Vastgelegd: de lijst van Hoogveld klopt.").waitFor();
  await lead.page.getByText("Aan de beurt op 23 november 2027.").waitFor();
  await lead.open("/");
  assert.equal(await waiting(lead, task).count(), 0);

  // Whoever changes a place is led to it.
  await openAccess(lead);
  await lead.page.getByRole("link", { name: /^Verander of beëindig.*Lid van de stuurgroep/ }).click();
  assert.match(new URL(lead.page.url()).hash, /^#plek-/);
  await lead.page.locator(`[id="${new URL(lead.page.url()).hash.slice(1)}"]`).getByText("Lid van de stuurgroep").first().waitFor();
  await openAccess(lead);
  const { lines } = await takeAlong(lead, "Haal de lijst op voor Excel (CSV)");
  assert.deepEqual([...new Set(lines.slice(1).map(([organisation]) => organisation))], ["Hoogveld"]);
});

journey("a coordinator sees all organisations and looks after those without a lead, in English without scripts", async (cast) => {
  const coordinator = await cast.enter("coordinator", { scripts: "lost" });
  await coordinator.speak("en");
  const task = "Check who has access for Veilig Thuis Veenland";
  await coordinator.page.goto("/");
  await waiting(coordinator, task).getByText("Due since 17 November 2026.").waitFor();
  await openAccess(coordinator);
  await coordinator.page.getByRole("heading", { level: 1, name: "Who has access" }).waitFor();
  await coordinator.page.getByText(/^\d of 9 organisations (is|are) due\. 1 more is due within thirty days\.$/).waitFor();
  const part = coordinator.page.getByRole("region", { name: "Veilig Thuis Veenland" });
  await part.getByText("This organisation has no lead editor.").waitFor();
  await part.getByText("Checked on 17 November 2025 by Regional coordinator (Regiobureau Veenland-Oost).").waitFor();
  await mustBeAccessible(coordinator);
  assert.equal((await press(coordinator, "This is right", part)).status(), 303);
  await coordinator.page.getByText("Recorded: the list of Veilig Thuis Veenland is right.").waitFor();
  const { name, lines } = await takeAlong(coordinator, "Get the list for Excel (CSV)");
  assert.equal(name, "ketentafel-who-has-access.csv");
  const [heading, ...rows] = lines;
  assert.deepEqual(heading.slice(0, 5), ["Organisation", "Function", "Role", "May confirm", "Since"]);
  assert.ok(rows.every((row) => row.length === heading.length));
  assert.equal(new Set(rows.map(([organisation]) => organisation)).size, 9);
  const own = rows.find(([organisation]) => organisation === "Veilig Thuis Veenland");
  assert.deepEqual(own.slice(5), ["not in the past year", "2026-11-23", "Regional coordinator (Regiobureau Veenland-Oost)", "2027-11-23"]);
  await coordinator.page.goto("/");
  assert.equal(await waiting(coordinator, task).count(), 0);
  await coordinator.speak("nl");
});

journey("whoever looks after nobody's place does not find the page", async (cast) => {
  for (const account of ["waarnemer", "berkelo", "stuurgroep"]) {
    const reader = await cast.enter(account, { scripts: false });
    assert.equal((await openAccess(reader)).status(), 404, account);
    const { id } = await reader.region();
    await reader.page.goto(`/regio/${id}/deelnemers`);
    assert.equal(await reader.page.getByRole("link", { name: "Controleer wie toegang heeft" }).count(), 0, account);
  }
});
