// Handing over: nobody leaves while something waits for them, and a successor accepts it first.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const PASSWORD = "vlonder kruimel acht parasol";
const STILL = { scripts: false };
const button = (person, name, within = person.page) => within.getByRole("button", { name }).first();
const press = (person, name, within) => posted(person.page, () => button(person, name, within).click());

/** Opens what stands behind a click. */
async function disclose(person, summary, within = person.page) {
  const details = within.locator("details", { has: person.page.locator("summary", { hasText: summary }) }).first();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").first().click();
  return details;
}

async function way(person, region) {
  const { id } = await person.region(region);
  return `/regio/${id}/overdracht`;
}

/** How many things wait, as the page lists them under its heading. */
async function waiting(person, heading) {
  const section = person.page.locator("section", { has: person.page.getByRole("heading", { name: heading }) });
  return section.locator("ul.kt-list").first().locator("li").count();
}

/** Asks partners for so many views, which the coordinator then looks after. */
async function askPartners(coordinator, wanted) {
  const { id } = await coordinator.region();
  const [{ region }] = (await coordinator.data(`/regio/${id}/checklist`)).screen.grid;
  const partners = Object.entries(region.participations).filter(([, { kind }]) => kind !== "municipality");
  let asked = 0;
  for (const check of [1, 2, 3, 4]) {
    for (const question of [1, 2, 3]) {
      for (const [of] of partners) {
        if (asked === wanted) return;
        const command = { make_request: { wish: { view: { of, on: `${check}.${question}` } }, due: null, note: "" } };
        const answer = await coordinator.context.request.post(`/regio/${id}/opdrachten`, {
          headers: { "content-type": "application/json" },
          data: { id: randomUUID(), command },
        });
        asked += answer.ok() ? 1 : 0;
      }
    }
  }
  assert.equal(asked, wanted, "there is enough to ask");
}

/** Invites somebody to coordinate, and lets them in. */
async function secondCoordinator(cast, coordinator) {
  const { id } = await coordinator.region();
  await coordinator.open(`/regio/${id}/deelnemers`);
  const form = await disclose(coordinator, "Nodig iemand uit");
  await form.locator("#organisatie").selectOption({ label: "Regiobureau Veenland-Oost" });
  await form.locator("#rol").selectOption("coordinator");
  await form.locator("#functie").fill("opvolgend coördinator");
  assert.equal((await press(coordinator, "Maak de uitnodiging", form)).status(), 200);
  const link = await coordinator.page.locator("#link").inputValue();
  const successor = await cast.visitor();
  await successor.page.goto(new URL(link).pathname);
  await successor.page.locator("#mailadres").fill("opvolger@regio.example");
  await successor.page.locator("#wachtwoord").fill(PASSWORD);
  assert.equal((await press(successor, "Neem de uitnodiging aan")).status(), 303);
  return successor;
}

journey("the coordinator closes the account only after a named successor accepted everything", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  await coordinator.open("/account");
  await coordinator.page.getByRole("link", { name: "Sluit mijn account" }).click();
  await coordinator.page.getByText("U bent hier de enige coördinator.").waitFor();
  assert.equal(await button(coordinator, "Sluit mijn account voorgoed").count(), 0);
  assert.deepEqual(await violations(coordinator.page), []);

  const successor = await secondCoordinator(cast, coordinator);
  await coordinator.open("/account/sluiten");
  assert.equal(await coordinator.page.getByText("U bent hier de enige coördinator.").count(), 0);
  const counted = async () => {
    await coordinator.open("/account/sluiten");
    return Number(/\d+/.exec(await coordinator.page.getByText(/Op u wacht nog \d+ punt/).innerText())[0]);
  };
  const count = 11;
  await askPartners(coordinator, count - (await counted()));
  assert.equal(await counted(), count);
  await coordinator.page.getByRole("link", { name: /^Draag het over/ }).click();
  await coordinator.page.getByRole("heading", { name: "Wat op u wacht" }).waitFor();
  assert.equal(await waiting(coordinator, "Wat op u wacht"), count, "the figure equals the list");
  assert.deepEqual(await violations(coordinator.page), []);

  // Nobody chosen is told at the field; then the offer goes out, and changes nothing yet.
  await coordinator.open(await way(coordinator));
  assert.equal((await press(coordinator, "Bied het aan")).status(), 422);
  await coordinator.page.getByText("Kies wie het overneemt.").first().waitFor();
  await coordinator.page.locator("#opvolger").selectOption({ label: "opvolgend coördinator" });
  await coordinator.page.locator("#opmerking").fill("Vanaf januari werk ik elders.");
  assert.equal((await press(coordinator, "Bied het aan")).status(), 303);
  await coordinator.page.getByText("Uw aanbod is verstuurd.").waitFor();
  await coordinator.page.getByText(/aangeboden aan opvolgend coördinator/).waitFor();
  assert.deepEqual(await violations(coordinator.page), []);
  await coordinator.open("/account/sluiten");
  await coordinator.page.getByText(`Op u wacht nog ${count} punt`).waitFor();
  assert.equal(await button(coordinator, "Sluit mijn account voorgoed").count(), 0, "only then it closes");

  // The successor finds it among the work, and accepts.
  await successor.open("/");
  await successor.page.getByRole("link", { name: /^Neem het werk van .* over/ }).click();
  await successor.page.getByText("Vanaf januari werk ik elders.").waitFor();
  assert.equal(await waiting(successor, "U wordt gevraagd iets over te nemen"), count);
  assert.deepEqual(await violations(successor.page), []);
  await successor.page.setViewportSize({ width: 320, height: 900 });
  const wide = await widthOf(successor.page);
  assert.ok(wide <= 320, `320 px wide it scrolls sideways: ${wide}`);
  assert.equal((await press(successor, "Ik neem dit over")).status(), 303);
  await successor.page.getByText("U hebt het overgenomen.").waitFor();

  await coordinator.open("/account/sluiten");
  await coordinator.page.getByText("Er wacht niets op u.").waitFor();
  assert.equal((await press(coordinator, "Sluit mijn account voorgoed")).status(), 303);
  assert.equal(new URL(coordinator.page.url()).pathname, "/inloggen");
  await coordinator.page.getByText("Uw account is gesloten.").waitFor();
  await coordinator.page.goto("/account");
  assert.equal(new URL(coordinator.page.url()).pathname, "/inloggen", "nobody is signed in any more");
  const { id } = await successor.region();
  await successor.open(`/regio/${id}/geschiedenis`);
  await successor.page.getByText(/nam over wat op .* wachtte/).first().waitFor();
});

journey("a colleague declines with a reason, and whoever leaves chooses again, in English without scripts", async (cast) => {
  // Where tools look at a page, scripts run but those of the product never arrive.
  const [lead, editor] = await Promise.all([
    cast.enter("berkelo-teamleider", STILL), cast.enter("berkelo", { scripts: "lost" }),
  ]);
  await Promise.all([lead.speak("en"), editor.speak("en")]);
  const { id } = await editor.region();
  await editor.open(`/regio/${id}/deelnemers`);
  const leave = await disclose(editor, "I am leaving this region");
  assert.equal((await press(editor, "I am leaving this region", leave)).status(), 409, "something waits");
  await editor.page.getByRole("link", { name: "See first what is waiting" }).first().click();
  await editor.page.getByRole("heading", { name: "What is waiting for you" }).waitFor();
  assert.deepEqual(await violations(editor.page), []);
  await editor.page.locator("#opvolger").selectOption({ index: 1 });
  await editor.page.locator("#opmerking").fill("A girl of 15 is forced by her boyfriend, BSN 123456782.");
  assert.equal((await press(editor, "Offer it")).status(), 422, "no case gets in here");
  assert.match(await editor.page.locator("#opmerking").inputValue(), /girl of 15/);
  await editor.page.locator("#opmerking").fill("I work elsewhere from January on.");
  await editor.page.locator("#opvolger").selectOption({ index: 1 });
  assert.equal((await press(editor, "Offer it")).status(), 303);

  await lead.page.goto("/");
  await lead.page.getByRole("link", { name: /^Take over the work of/ }).click();
  const declining = await disclose(lead, "I do not take this over");
  assert.equal((await press(lead, "Say that you do not take it over", declining)).status(), 422);
  await (await disclose(lead, "I do not take this over")).locator("textarea").fill("I am on leave then.");
  assert.equal((await press(lead, "Say that you do not take it over")).status(), 303);

  await editor.page.goto("/");
  await editor.page.getByRole("link", { name: /^Choose another successor/ }).click();
  await editor.page.getByText("I am on leave then.").waitFor();
  await editor.page.setViewportSize({ width: 320, height: 900 });
  const wide = await widthOf(editor.page);
  assert.ok(wide <= 320, `320 px wide it scrolls sideways: ${wide}`);
});

journey("access that a lead ends, ends at once, and what waited is the lead's", async (cast) => {
  const [lead, editor] = await Promise.all([cast.enter("lindenmeer-teamleider"), cast.enter("lindenmeer")]);
  const { id } = await lead.region();
  await editor.open("/");
  await lead.open(`/regio/${id}/deelnemers`);
  const row = lead.page.locator("li", { hasText: "Redacteur van Lindenmeer" }).first();
  const end = await disclose(lead, "Verander of beëindig deze plek", row);
  assert.equal((await press(lead, "Beëindig deze plek", end)).status(), 303);
  // The page that stands open is told at the same time, and loads itself.
  const answer = await editor.context.request.get(`/regio/${id}`, { headers: { accept: "text/html" } });
  assert.equal(answer.status(), 404);
  await lead.open(`/regio/${id}/geschiedenis`);
  await lead.page.getByText(/nam over wat op .* wachtte/).first().waitFor();
});
