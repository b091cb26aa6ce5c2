// Mailed links to one action: somebody whom mail reaches, something that is asked of them, and the way from the mail.

import assert from "node:assert/strict";
import { fillIn, press } from "./action_page.mjs";
import { letInByMail } from "./invited.mjs";
import { stage } from "./journey.mjs";
import { posted } from "./screens.mjs";

export const OWNER = "De Brug Jeugdhulp";

/** Lets somebody of De Brug in whom mail reaches, with a function of their own. */
export const letIn = (cast, coordinator, who) => letInByMail(cast, coordinator, { ...who, organisation: OWNER });

/** Asks De Brug to do something, and returns the address of the action. */
export async function offer(person, { title, why = "", doneWhen = "", due = "" }) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties/nieuw`);
  await fillIn(person, { title, owner: OWNER, why, doneWhen, due });
  const made = await press(person, "bied-aan");
  assert.equal(made.status(), 303);
  return new URL(made.headers().location, person.page.url()).pathname;
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
