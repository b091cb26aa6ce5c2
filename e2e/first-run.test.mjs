// A fresh installation, from nothing to a first open round with three organisations, without the demo.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage({ bare: true });

const PASSWORD = "vlonder kruimel acht parasol";
const press = (person, name, within = person.page) =>
  posted(person.page, () => within.getByRole("button", { name }).first().click());
const path = (link) => new URL(link).pathname;
const madeLink = (person) => person.page.locator("#link").inputValue();

/** Opens an invitation and makes an account with it. */
async function accept(person, link, login, work) {
  await person.page.goto(path(link));
  await person.page.getByText(work).waitFor();
  await person.page.locator("#mailadres").fill(login);
  await person.page.locator("#wachtwoord").fill(PASSWORD);
  return press(person, "Neem de uitnodiging aan");
}

/** Opens what stands behind a click. */
async function disclose(person, summary) {
  const details = person.page.locator("details", { has: person.page.locator("summary", { hasText: summary }) }).last();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").first().click();
  return details;
}

async function invite(person, organisation, role, { adopts = false, name = "" } = {}) {
  const form = await disclose(person, "Nodig iemand uit");
  const choice = form.locator("#organisatie");
  if ((await choice.count()) === 1 && organisation) await choice.selectOption({ label: organisation });
  await form.locator("#rol").selectOption(role);
  if (adopts) await form.locator("input[name=mag-bevestigen]").check();
  await form.locator("#functie").fill(name);
  assert.equal((await press(person, "Maak de uitnodiging", form)).status(), 200);
  return madeLink(person);
}

/** Corrects the name of a partner, what it does and for whom; on a small telephone too. */
async function correct(coordinator) {
  const { page } = coordinator;
  let form = await disclose(coordinator, "Verander deze organisatie");
  assert.equal(await form.getByLabel("Naam van de organisatie").inputValue(), "Veilig Thuis Rivierlnad");
  await form.getByLabel("Naam van de organisatie").fill("Tiel");
  await form.getByLabel("Soort organisatie").selectOption("");
  await form.getByLabel("jeugdhulp", { exact: true }).check();
  assert.equal((await press(coordinator, "Bewaar de verandering", form)).status(), 422, "without a kind");
  form = await disclose(coordinator, "Verander deze organisatie");
  await form.getByLabel("Soort organisatie").selectOption("safe_home");
  assert.equal((await press(coordinator, "Bewaar de verandering", form)).status(), 422, "with the name of a municipality");
  form = await disclose(coordinator, "Verander deze organisatie");
  await form.getByText("In deze regio doet al een organisatie met deze naam mee.").waitFor();
  assert.deepEqual(await violations(page), []);
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 320, height });
  assert.ok((await widthOf(page)) <= 320, "nothing sticks out");
  await page.setViewportSize({ width, height });
  assert.ok(await form.getByLabel("jeugdhulp", { exact: true }).isChecked(), "what was chosen stays");
  await form.getByLabel("Naam van de organisatie").fill("Veilig Thuis Rivierland");
  await form.getByLabel("Culemborg", { exact: true }).check();
  assert.equal((await press(coordinator, "Bewaar de verandering", form)).status(), 303);
  await page.getByText("De organisatie is veranderd.").waitFor();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Veilig Thuis Rivierland" }) });
  await row.getByText("Ketenpartij: jeugdhulp").waitFor();
  await row.getByText(/Werkt voor: (Culemborg, Tiel|Tiel, Culemborg)/).waitFor();
}

/** Returns the steps with which a region begins, as they stand now. */
async function steps({ page }, region) {
  await page.goto(region);
  return page.getByRole("region", { name: "Zo begint uw regio" }).getByRole("listitem").allInnerTexts();
}

journey("from nothing to a first open round with three organisations", async (cast) => {
  // The link on the console, once.
  const link = /http:\/\/\S+\/uitnodiging\/[0-9a-f]{64}/.exec(stage.server.log)[0];
  const admin = await cast.visitor({ scripts: false });
  for (const password of ["kort", "wachtwoord123"]) {
    await admin.page.goto(path(link));
    await admin.page.locator("#mailadres").fill("beheer@host.example");
    await admin.page.locator("#wachtwoord").fill(password);
    assert.equal((await press(admin, "Neem de uitnodiging aan")).status(), 422);
    assert.equal(await admin.page.locator("#mailadres").inputValue(), "beheer@host.example", "what was typed stays");
    assert.equal(await admin.page.locator("#wachtwoord").inputValue(), "");
  }
  assert.equal((await accept(admin, link, "beheer@host.example", "U gaat deze installatie beheren")).status(), 303);
  await admin.page.getByRole("heading", { name: "Beheer", level: 1 }).waitFor();
  const late = await cast.visitor({ scripts: "lost" });
  assert.equal((await late.page.goto(path(link))).status(), 410, "a link works once");
  await late.page.getByText("aangenomen").first().waitFor();
  assert.deepEqual(await violations(late.page), []);

  // A region and its coordinator.
  await admin.page.locator("#naam").fill("Rivierland");
  assert.equal((await press(admin, "Maak de regio")).status(), 422);
  assert.equal(await admin.page.locator("#naam").inputValue(), "Rivierland");
  await admin.page.locator("#organisatie").fill("Regiobureau Rivierland");
  assert.equal((await press(admin, "Maak de regio")).status(), 200);
  const toCoordinator = await madeLink(admin);
  await admin.page.goto("/beheer");
  await admin.page.getByText("Nog geen coördinator").waitFor();

  const coordinator = await cast.visitor({ scripts: "lost" });
  await coordinator.page.goto(path(toCoordinator));
  assert.deepEqual(await violations(coordinator.page), []);
  const came = await accept(coordinator, toCoordinator, "coordinatie@regio.example", "als coördinator");
  assert.equal(came.status(), 303);
  await coordinator.page.getByRole("heading", { name: "Zo begint uw regio" }).waitFor();
  assert.deepEqual(await violations(coordinator.page), []);
  const region = new URL(coordinator.page.url()).pathname;
  assert.deepEqual(await steps(coordinator, region), [
    "Voeg de gemeenten toe (0 tot nu toe) (nog te doen)", "Voeg de partners toe (0 tot nu toe) (nog te doen)",
    "Nodig van iedere organisatie iemand uit (nog te doen)", "Open de eerste ronde (nog te doen)",
  ]);
  assert.equal((await admin.page.goto(region)).status(), 404, "the administrator sees nothing of it");
  await admin.page.goto("/");
  assert.equal(new URL(admin.page.url()).pathname, "/beheer", "there is nothing else to do");
  await admin.page.getByText("1 coördinator").waitFor();

  // Three organisations.
  const here = `${region}/deelnemers`;
  await coordinator.page.goto(here);
  let form = await disclose(coordinator, "Voeg gemeenten toe");
  assert.equal((await press(coordinator, "Voeg deze gemeenten toe", form)).status(), 422);
  await coordinator.page.getByText("Kruis ten minste één gemeente aan.").first().waitFor();
  form = coordinator.page.locator("#gemeenten");
  await form.locator("summary", { hasText: "Gelderland-Zuid" }).click();
  await form.getByLabel("Tiel", { exact: true }).check();
  await form.getByLabel("Culemborg", { exact: true }).check();
  assert.equal((await press(coordinator, "Voeg deze gemeenten toe", form)).status(), 303);
  await coordinator.page.getByRole("rowheader", { name: "Culemborg" }).waitFor();
  assert.deepEqual(await steps(coordinator, region), [
    "Voeg de gemeenten toe (2 tot nu toe) (klaar)", "Voeg de partners toe (0 tot nu toe) (nog te doen)",
    "Nodig van iedere organisatie iemand uit (bij 2 kan nog niemand iets doen) (nog te doen)", "Open de eerste ronde (nog te doen)",
  ]);
  await coordinator.page.goto(here);
  form = await disclose(coordinator, "Voeg een partner toe");
  await form.locator("#naam").fill("Veilig Thuis Rivierlnad");
  assert.equal((await press(coordinator, "Voeg deze partner toe", form)).status(), 422, "without a kind");
  form = await disclose(coordinator, "Voeg een partner toe");
  assert.equal(await form.locator("#naam").inputValue(), "Veilig Thuis Rivierlnad");
  await form.locator("#soort").selectOption("safe_home");
  await form.getByLabel("Tiel", { exact: true }).check();
  assert.equal((await press(coordinator, "Voeg deze partner toe", form)).status(), 303);
  await coordinator.page.getByRole("rowheader", { name: "Veilig Thuis Rivierlnad" }).waitFor();
  assert.deepEqual(await violations(coordinator.page), []);
  await correct(coordinator);
  assert.deepEqual(await steps(coordinator, region), [
    "Voeg de gemeenten toe (2 tot nu toe) (klaar)", "Voeg de partners toe (1 tot nu toe) (klaar)",
    "Nodig van iedere organisatie iemand uit (bij 3 kan nog niemand iets doen) (nog te doen)", "Open de eerste ronde (nog te doen)",
  ]);
  await coordinator.page.goto(here);

  // Somebody of each; a lead invites a colleague, and no coordinator.
  const toLead = await invite(coordinator, "Tiel", "editor", { adopts: true, name: "beleidsadviseur jeugd" });
  const toPartner = await invite(coordinator, "Veilig Thuis Rivierland", "editor");
  const lead = await cast.visitor();
  assert.equal((await accept(lead, toLead, "jeugd@tiel.example", "namens Tiel, als eindredacteur")).status(), 303);
  const partner = await cast.visitor();
  assert.equal((await accept(partner, toPartner, "jeugd@tiel.example", "namens Veilig Thuis")).status(), 409);
  await partner.page.locator("#mailadres").fill("meldpunt@veiligthuis.example");
  await partner.page.locator("#wachtwoord").fill(PASSWORD);
  assert.equal((await press(partner, "Neem de uitnodiging aan")).status(), 303);
  await lead.page.goto(here);
  assert.equal(await lead.page.locator("#rol option[value=coordinator]").count(), 0);
  assert.equal(await lead.page.getByText("Voeg gemeenten toe").count(), 0);
  const toColleague = await invite(lead, null, "editor");
  await lead.page.getByRole("listitem").filter({ hasText: "redacteur, Tiel" }).last().waitFor();

  assert.deepEqual((await steps(coordinator, region))[2], "Nodig van iedere organisatie iemand uit (bij 1 kan nog niemand iets doen) (nog te doen)");
  await coordinator.page.goto(here);
  const toLast = await invite(coordinator, "Culemborg", "editor");
  const last = await cast.visitor({ scripts: "lost" });
  await last.page.goto(path(toLast));
  await last.page.getByText(/^De link werkt één keer, tot en met \d+ [a-z]+ 20\d\d\.$/).waitFor();
  assert.equal((await accept(last, toLast, "jeugd@culemborg.example", "namens Culemborg, als redacteur")).status(), 303);

  // The round opens, and there is something to do at once.
  assert.deepEqual(await steps(coordinator, region), [
    "Voeg de gemeenten toe (2 tot nu toe) (klaar)", "Voeg de partners toe (1 tot nu toe) (klaar)",
    "Nodig van iedere organisatie iemand uit (klaar)", "Open de eerste ronde (nog te doen)",
  ]);
  await coordinator.page.locator("#naam").fill("2026");
  assert.equal((await press(coordinator, "Open de ronde")).status(), 303);
  assert.equal(await coordinator.page.getByText("Zo begint uw regio").count(), 0);
  const colleague = await cast.visitor();
  assert.equal((await accept(colleague, toColleague, "wijkteam@tiel.example", "als redacteur")).status(), 303);
  await colleague.page.goto("/");
  await colleague.page.getByText("Rivierland").first().waitFor();
  await colleague.open(region);
  await colleague.page.getByText("Tiel").first().waitFor();

  // A place ends at once: what stands open says so.
  await lead.page.goto(here);
  const item = lead.page.getByRole("listitem").filter({ hasText: "Redacteur van Tiel" });
  await item.locator("summary", { hasText: "Wat kan deze persoon" }).click();
  await item.getByText("vult antwoorden van de gemeente in en deelt ze").waitFor();
  assert.equal(await item.getByText("bevestigt antwoorden").count(), 0);
  await item.locator("summary", { hasText: "Verander of beëindig" }).click();
  await item.getByRole("checkbox", { name: "Mag ook bevestigen" }).check();
  assert.equal((await press(lead, "Bewaar deze rollen", item)).status(), 303);
  await lead.page.getByText("De rollen zijn veranderd.").waitFor();
  const changed = lead.page.getByRole("listitem").filter({ hasText: "Eindredacteur van Tiel" }).first();
  await changed.locator("summary", { hasText: "Wat kan deze persoon" }).click();
  await changed.getByText("voortaan eindredacteur, door beleidsadviseur jeugd").waitFor();
  await changed.locator("summary", { hasText: "Verander of beëindig" }).click();
  assert.equal((await press(lead, "Beëindig deze plek", changed)).status(), 303);
  await colleague.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
  // The last coordinator stays.
  await coordinator.page.goto(here);
  const own = coordinator.page.locator("li", { has: coordinator.page.locator("strong", { hasText: /^Regiocoördinator$/ }) });
  assert.equal(await own.locator("summary", { hasText: "Wat kan deze persoon" }).count(), 1);
  assert.equal(await own.locator("summary", { hasText: "Verander of beëindig" }).count(), 0);
});

journey("links that are foreign, taken back or tampered with open nothing", async (cast) => {
  const visitor = await cast.visitor({ scripts: false });
  for (const token of ["x", "0".repeat(64), "../beheer", "a".repeat(63)]) {
    assert.equal((await visitor.page.goto(`/uitnodiging/${encodeURIComponent(token)}`)).status(), 404, token);
  }
  for (const address of ["/beheer"]) {
    await visitor.page.goto(address);
    assert.equal(new URL(visitor.page.url()).pathname, "/inloggen");
  }
});
