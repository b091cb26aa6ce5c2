// Somebody whom mail reaches: invited by the coordinator, with an account of their own.

import assert from "node:assert/strict";
import { stage } from "./journey.mjs";
import { pathOf } from "./post_office.mjs";
import { posted } from "./screens.mjs";

/** A password that is taken. */
export const STRONG = "vlonder kruimel acht parasol";

const press = ({ page }, name, within = page) =>
  posted(page, () => within.getByRole("button", { name }).first().click());

/** Invites an editor of an organisation by mail, and has the invitation accepted, as whom they want; returns who that is. */
export async function letInByMail(cast, coordinator, { mail, organisation, display = "" }) {
  const { id } = await coordinator.region();
  await coordinator.page.goto(`/regio/${id}/deelnemers?nodig-uit=`);
  const form = coordinator.page.locator("#nodig-uit");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.locator("#organisatie").selectOption({ label: organisation });
  await form.locator("#rol").selectOption("editor");
  await form.locator("#mail-aan").fill(mail);
  assert.equal((await press(coordinator, "Maak de uitnodiging", form)).status(), 303);
  const person = await cast.visitor();
  await person.page.goto(pathOf(await stage.server.office.mail(mail)));
  await person.page.locator("#mailadres").fill(mail);
  await person.page.locator("#wachtwoord").fill(STRONG);
  await person.page.locator("#functie").fill(display);
  assert.equal((await press(person, "Neem de uitnodiging aan")).status(), 303);
  return person;
}
