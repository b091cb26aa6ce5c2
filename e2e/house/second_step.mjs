// The second step at signing in: set up with a phone, and given.

import assert from "node:assert/strict";
import { Phone } from "./phone.mjs";
import { posted } from "./screens.mjs";

/** Where somebody sets it up. */
export const FACTOR = "/account/twee-stappen";

const press = ({ page }, name) => posted(page, () => page.getByRole("button", { name }).first().click());

/** Gives a code where one is asked. */
export async function giveCode({ page }, code) {
  await page.locator("#code").fill(code);
  return posted(page, () => page.locator("form:has(#code) button[type=submit]").click());
}

/** Sets a second step up; returns the phone and the recovery codes. */
export async function setUp(person, begin = "Begin", turnOn = "Zet inloggen in twee stappen aan") {
  if (!person.page.url().includes(FACTOR)) await person.page.goto(FACTOR);
  assert.equal((await press(person, begin)).status(), 303);
  const phone = await Phone.of(person.page);
  await person.page.locator("#code").fill(await phone.next(person.page));
  assert.equal((await press(person, turnOn)).status(), 200);
  return { phone, codes: await person.page.locator("#herstelcodes li").allInnerTexts() };
}
