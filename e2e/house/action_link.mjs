// Mailed links to one action: somebody whom mail reaches, something that is asked of them, and the way from the mail.

import assert from "node:assert/strict";
import { stage } from "./journey.mjs";
import { pathOf } from "./post_office.mjs";
import { posted } from "./screens.mjs";

export const OWNER = "De Brug Jeugdhulp";
export const PASSWORD = "vlonder kruimel acht parasol";
const press = ({ page }, selector) => posted(page, () => page.locator(selector).first().click());

/** Lets somebody of De Brug in whom mail reaches, with a function of their own. */
export async function letIn(cast, coordinator, { mail, display = "" }) {
  const { id } = await coordinator.region();
  const { page } = coordinator;
  await page.goto(`/regio/${id}/deelnemers?nodig-uit=`);
  const form = page.locator("#nodig-uit");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.locator("#organisatie").selectOption({ label: OWNER });
  await form.locator("#rol").selectOption("editor");
  await form.locator("#mail-aan").fill(mail);
  await posted(page, () => form.locator('button[name=doe][value="nodig-uit"]').click());
  const invited = await stage.server.office.mail(mail);
  const partner = await cast.visitor();
  await partner.page.goto(pathOf(invited));
  await partner.page.locator("#mailadres").fill(mail);
  await partner.page.locator("#wachtwoord").fill(PASSWORD);
  await partner.page.locator("#functie").fill(display);
  const came = await press(partner, "form:has(#mailadres) button[type=submit]");
  assert.equal(came.status(), 303);
  return partner;
}

/** Asks De Brug to do something, and returns the address of the action. */
export async function offer(person, { title, why = "", doneWhen = "", due = "" }) {
  const { id } = await person.region();
  const { page } = person;
  await person.open(`/regio/${id}/acties/nieuw`);
  await page.locator("#titel").fill(title);
  await page.locator("#eigenaren label", { hasText: OWNER }).locator("input").check();
  await page.locator("#waarom").fill(why);
  await page.locator("#klaar-als").fill(doneWhen);
  await page.locator("#klaar-op").fill(due);
  const made = await press(person, 'main button[name=doe][value="bied-aan"]');
  assert.equal(made.status(), 303);
  return new URL(made.headers().location, page.url()).pathname;
}

/** Has a link to an action mailed, and returns the mail that comes. */
export async function mailed(person, action, { mail, display }) {
  const { page } = person;
  const { office } = stage.server;
  const before = office.count(mail);
  await person.open(action);
  const form = page.locator("#link details");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
  await form.locator("#link-aan").selectOption({ label: display });
  const asked = await posted(page, () => form.locator('button[value="mail-link"]').click());
  assert.equal(asked.status(), 303);
  return office.mail(mail, before + 1);
}
