// An administrator reads a region along: let in by its coordinator, for a while, seen by everyone, and out at its end.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { live } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage({ bare: true });

const PASSWORD = "vlonder kruimel acht parasol";
const WHY = "De vragen van check 4 staan in de verkeerde volgorde.";
const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };

const press = (person, name) =>
  posted(person.page, () => person.page.getByRole("button", { name }).first().click());
const path = (link) => new URL(link).pathname;

async function accept(person, link, login) {
  await person.page.goto(path(link));
  await person.page.locator("#mailadres").fill(login);
  await person.page.locator("#wachtwoord").fill(PASSWORD);
  await posted(person.page, () => person.page.locator("form:has(#wachtwoord) button[type=submit]").last().click());
}

async function enter(cast, login, options) {
  const person = await cast.visitor(options);
  await person.page.goto("/inloggen");
  await person.fillInSignIn(login, PASSWORD);
  await person.page.waitForURL((url) => url.pathname !== "/inloggen");
  return person;
}

/** Judges the page that somebody has before them: accessible, wide and narrow, and not wider than the screen. */
async function judge({ page }) {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    assert.deepEqual(await violations(page), [], `${size.width} px`);
    const width = await widthOf(page);
    assert.ok(width <= size.width, `${page.url()} is ${width} px wide`);
  }
}

/** Fills the form in with which a coordinator lets an administrator read along, and sends it. */
async function letRead({ page }, { time, reason = WHY }) {
  await page.locator("#beheerder").selectOption({ index: 1 });
  await page.locator(`input[name=hoe-lang][value="${time}"]`).check();
  await page.locator("#reden").fill(reason);
  return posted(page, () => page.locator('button[name=doe][value="laat-meekijken"]').click());
}

/** Removes the first reason on the page, by keyboard. */
async function removeReason({ page }, summary, told) {
  await page.locator("summary", { hasText: summary }).first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const answer = await posted(page, () => page.keyboard.press("Enter"));
  assert.equal(answer.status(), 303);
  await page.getByText(told).waitFor();
}

let region = "";

journey("a coordinator lets an administrator read along, and everyone sees it", async (cast) => {
  const link = /http:\/\/\S+\/uitnodiging\/[0-9a-f]{64}/.exec(stage.server.log)[0];
  const admin = await cast.visitor();
  await accept(admin, link, "beheer@host.example");
  await admin.page.locator("#naam").fill("Rivierland");
  await admin.page.locator("#organisatie").fill("Regiobureau Rivierland");
  await press(admin, "Maak de regio");
  const coordinator = await cast.visitor();
  await accept(coordinator, await admin.page.locator("#link").inputValue(), "coordinatie@regio.example");
  region = new URL(coordinator.page.url()).pathname;
  await coordinator.page.goto(`${region}/deelnemers`);
  await coordinator.page.locator("#gemeenten > summary").click();
  await coordinator.page.locator("#gemeenten summary", { hasText: "Gelderland-Zuid" }).click();
  await coordinator.page.getByLabel("Tiel", { exact: true }).check();
  await press(coordinator, "Voeg deze gemeenten toe");
  await coordinator.page.goto(region);
  await coordinator.page.locator("#naam").fill("2026");
  await press(coordinator, "Open de ronde");

  // The form says what is missing, and keeps what was typed.
  assert.equal((await admin.page.goto(region)).status(), 404);
  await coordinator.page.goto(`${region}/deelnemers`);
  await coordinator.page.getByRole("link", { name: "Laat een beheerder een tijdje meekijken" }).click();
  await coordinator.page.getByText("Er kijkt nu geen beheerder mee.").waitFor();
  await judge(coordinator);
  await coordinator.page.locator("#reden").fill(WHY);
  assert.equal((await press(coordinator, "Geef toestemming")).status(), 422);
  await coordinator.page.getByText("Kies eerst een beheerder.").first().waitFor();
  assert.equal(await coordinator.page.locator("#reden").inputValue(), WHY);
  await judge(coordinator);
  assert.equal((await letRead(coordinator, { time: "4-uur", reason: "Bel 06-12345678." })).status(), 422);
  assert.ok(await coordinator.page.locator('input[name=hoe-lang][value="4-uur"]').isChecked());
  assert.equal((await letRead(coordinator, { time: "4-uur" })).status(), 303);
  await coordinator.page.getByText("De beheerder kan nu meekijken.").waitFor();
  await judge(coordinator);

  // Everyone reads it, on paper too; the administrator reads along and finds nothing to press.
  await coordinator.open(region);
  const told = coordinator.page.getByText(/Een beheerder kijkt mee tot vandaag .*Reden:/);
  await told.waitFor();
  await coordinator.page.emulateMedia({ media: "print" });
  assert.ok(await told.isVisible(), "on paper");
  await coordinator.page.emulateMedia({ media: "screen" });
  await admin.page.goto("/beheer");
  await judge(admin);
  await admin.page.getByText(/U kijkt hier mee tot vandaag/).waitFor();
  await admin.page.getByRole("link", { name: "Open de regio" }).click();
  await live(admin.page);
  await admin.page.getByText(/U kijkt mee als beheerder in Rivierland, tot vandaag/).waitFor();
  await judge(admin);
  const tiel = await admin.page.evaluate((at) => fetch(`${at}/stand`).then((answer) => answer.json()), region);
  const municipality = Object.keys(tiel.participations).find((id) => tiel.participations[id].kind === "municipality");
  for (const place of ["/checklist", `/checklist/${municipality}/4`, "/vraag/4.3", "/geschiedenis", "/papier", "/deelnemers", "/zoek"]) {
    await admin.open(`${region}${place}`);
    await admin.page.getByText(/U kijkt mee als beheerder in Rivierland/).waitFor();
    assert.equal(await admin.page.locator("main form[method=post]").count(), 0, `${place} has nothing to send`);
    assert.equal(await admin.page.locator("main textarea").count(), 0, `${place} has nothing to write in`);
    await judge(admin);
  }

  // The reason turns out to belong elsewhere: it goes for good, and reading along goes on.
  await coordinator.page.goto(`${region}/deelnemers/meekijken`);
  await removeReason(coordinator, "Deze reden hoort hier niet", "De reden is verwijderd.");
  await coordinator.page.getByText("Hier stond een tekst die is verwijderd.").waitFor();
  await judge(coordinator);
  await admin.open(`${region}/vraag/4.3`);
  assert.equal(await admin.page.getByText(WHY).count(), 0);

  // The coordinator ends it: what stands open goes.
  await admin.open(`${region}/checklist`);
  await coordinator.page.goto(`${region}/deelnemers/meekijken`);
  assert.equal((await press(coordinator, "Stop met laten meekijken")).status(), 303);
  await admin.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
  await coordinator.page.goto(`${region}/deelnemers/verantwoording`);
  for (const row of ["Toestemming gegeven om een tijdje mee te kijken", "Meegekeken in de regio", "Meekijken gestopt"]) {
    await coordinator.page.getByText(row).first().waitFor();
  }
});

journey("the time runs out while a page stands open", async (cast) => {
  const coordinator = await enter(cast, "coordinatie@regio.example");
  await coordinator.page.goto(`${region}/deelnemers/meekijken`);
  assert.equal((await letRead(coordinator, { time: "1-uur" })).status(), 303);
  const admin = await enter(cast, "beheer@host.example");
  await admin.open(`${region}/geschiedenis`);
  await admin.page.getByText(/U kijkt mee als beheerder in/).waitFor();
  await stage.server.goOnLater(61 * 60 * 1000);
  await admin.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
  await coordinator.open(region);
  assert.equal(await coordinator.page.getByText("Een beheerder kijkt mee").count(), 0);
});

journey("in English and without scripts, and the administrator stops", async (cast) => {
  const english = { scripts: "lost", locale: "en-GB" };
  const coordinator = await enter(cast, "coordinatie@regio.example", english);
  await coordinator.speak("en");
  await coordinator.page.goto(`${region}/deelnemers/meekijken`);
  assert.equal((await letRead(coordinator, { time: "1-dag" })).status(), 303);
  await coordinator.page.getByText("The administrator can read along now.").waitFor();
  await judge(coordinator);
  await removeReason(coordinator, "This reason does not belong here", "The reason was removed.");
  await judge(coordinator);
  const admin = await enter(cast, "beheer@host.example", english);
  await admin.speak("en");
  await admin.page.goto(region);
  await admin.page.getByText(/You read along as administrator in Rivierland, until/).waitFor();
  await judge(admin);
  await press(admin, "Stop reading along");
  await admin.page.getByText("You read along no more.").waitFor();
  await judge(admin);
  assert.equal((await admin.page.goto(region)).status(), 404);

  // Why nothing is deleted goes for good as well.
  await admin.page.goto("/beheer");
  await admin.page.locator("#reden").fill("Onderzoek door de inspectie.");
  assert.equal((await press(admin, "For now delete nothing")).status(), 303);
  await removeReason(admin, "This reason does not belong here", "The reason was removed.");
  await judge(admin);
  assert.equal(await admin.page.getByText("Onderzoek door de inspectie.").count(), 0);
  assert.equal((await press(admin, "Delete again once kept long enough")).status(), 303);
  await admin.page.locator("summary", { hasText: "Earlier times" }).click();
  await judge(admin);

  // The only one stays; with another there is a way to stop.
  await admin.page.goto("/beheer");
  await admin.page.getByText("You are the only administrator").waitFor();
  await press(admin, "Invite an administrator");
  const second = await cast.visitor(english);
  await accept(second, await admin.page.locator("#link").inputValue(), "tweede@host.example");
  await admin.page.goto("/beheer");
  await admin.page.locator("summary", { hasText: "I stop administering" }).click();
  await judge(admin);
  assert.equal((await press(admin, "Stop administering")).status(), 303);
  assert.equal((await admin.page.goto("/beheer")).status(), 404);
  await second.page.goto("/beheer");
  await second.page.getByText("You are the only administrator").waitFor();
  // Dutch again for whoever comes next.
  await coordinator.speak("nl");
});
