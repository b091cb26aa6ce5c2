// The page of an action, and the form that asks for one.

import assert from "node:assert/strict";
import { live } from "./person.mjs";
import { posted } from "./screens.mjs";

/** Returns the button that does something with an action. */
export const button = (person, deed) => person.page.locator(`main button[name=doe][value="${deed}"]`);
/** Presses it, and returns what the server answered. */
export const press = (person, deed) => posted(person.page, () => button(person, deed).click());

/** Opens what stands behind a click around a button. */
export async function disclose(person, deed) {
  const details = person.page.locator("details", { has: person.page.locator(`button[name=doe][value="${deed}"]`) });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  return details;
}

/** Fills in what is typed; what is absent stays as it is. */
export async function fillIn({ page }, { title, owner, why, doneWhen, due }) {
  if (title !== undefined) await page.locator("#titel").fill(title);
  if (owner !== undefined) await page.locator("#eigenaren label", { hasText: owner }).locator("input").check();
  if (why !== undefined) await page.locator("#waarom").fill(why);
  if (doneWhen !== undefined) await page.locator("#klaar-als").fill(doneWhen);
  if (due !== undefined) await page.locator("#klaar-op").fill(due);
}

/** Finds an action by its title in the data of the list, and returns its address. */
export async function actionCalled(person, title, name) {
  const { id } = await person.region(name);
  const { screen } = await person.data(`/regio/${id}/acties`);
  const find = (value) => {
    if (value === null || typeof value !== "object") return undefined;
    const [found] = Object.entries(value.actions ?? {}).find(([, action]) => action?.plan?.title === title) ?? [];
    return found ?? Object.values(value).map(find).find((one) => one !== undefined);
  };
  const action = find(screen);
  assert.ok(action, `there is an action ${title}`);
  return `/regio/${id}/acties/${action}`;
}

/** Waits until the browser took a page over, where it does: a page that answers a form that was refused it leaves alone. */
export async function settle({ page }) {
  if ((await page.locator("script[type=module]").count()) !== 0) await live(page);
}
