// A browser that refuses to keep anything on the device: private, or full.

import assert from "node:assert/strict";
import { journey, setTheStage, stage } from "./house/journey.mjs";

setTheStage();

/** Lets somebody in whose browser keeps nothing. */
async function forgetful(cast, account) {
  const person = await cast.enter(account);
  await person.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("refused", "QuotaExceededError");
    };
  });
  return person;
}

journey("what waits in the page only is said so, asked about before leaving, and sent", async (cast) => {
  const [editor, lead] = await Promise.all([forgetful(cast, "berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 4), lead.openCheck("Berkelo", 4)]);
  await editor.context.setOffline(true);
  await hers.explain("4.3", "Nergens bewaard dan hier.");
  await hers.line().filter({ hasText: "wacht alleen in deze pagina: sluit haar niet" }).waitFor();
  assert.match(await hers.said("4.3"), /^Wacht in deze pagina\. Sluit haar niet/);
  assert.equal(await editor.kept(), "[]");
  assert.equal(await asksBeforeLeaving(hers.page), true);

  await editor.context.setOffline(false);
  await his.reads("4.3", "Nergens bewaard dan hier.");
  await hers.saved("4.3");
  await hers.line().waitFor({ state: "detached" });
  await Promise.all([hers.page.waitForEvent("close"), hers.page.close({ runBeforeUnload: true })]);
});

journey("in English it is said too", async (cast) => {
  const editor = await forgetful(cast, "lindenmeer");
  await editor.speak("en");
  const check = await editor.openCheck("Lindenmeer", 4);
  await editor.context.setOffline(true);
  await check.choose("4.3", "nee");
  await check.line().filter({ hasText: "waits in this page only: do not close it" }).waitFor();
  assert.match(await check.said("4.3"), /^Waits in this page\. Do not close it/);
});

journey("signed out, one signs in beside the page that alone holds what was typed", async (cast) => {
  const editor = await forgetful(cast, "berkelo");
  const check = await editor.openCheck("Berkelo", 1);
  const elsewhere = await editor.tab();
  await elsewhere.goto("/kennisbank");
  await elsewhere.getByRole("button", { name: "Uitloggen" }).click();
  await elsewhere.waitForURL("**/inloggen*");
  await check.explain("1.3b", "Getypt na het uitloggen, nergens bewaard.");
  await check.line().filter({ hasText: "Log in een nieuw tabblad in" }).waitFor();

  const [tab] = await Promise.all([
    editor.context.waitForEvent("page"),
    check.line().getByRole("link", { name: "Inloggen" }).click(),
  ]);
  const password = await tab.locator("input[type=hidden][name=wachtwoord]").first().inputValue();
  await tab.locator("#naam").fill("berkelo");
  await tab.locator("#wachtwoord").fill(password);
  await tab.locator("form:has(#wachtwoord) button[type=submit]").click();
  await tab.waitForURL((url) => url.pathname !== "/inloggen");
  // A browser without a screen does not say by itself that its reader came back to a tab.
  await check.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await check.saved("1.3b");
  await check.line().waitFor({ state: "detached" });
  const colleague = await cast.enter("berkelo-teamleider");
  const his = await colleague.openCheck("Berkelo", 1);
  assert.equal(await his.explanation("1.3b").inputValue(), "Getypt na het uitloggen, nergens bewaard.");
  assert.equal(stage.server.log.includes("nergens bewaard"), false);
});

/** Tries to close a page; returns whether the browser asks first, and stays. */
async function asksBeforeLeaving(page) {
  const [dialog] = await Promise.all([page.waitForEvent("dialog"), page.close({ runBeforeUnload: true })]);
  const kind = dialog.type();
  await dialog.dismiss();
  return kind === "beforeunload";
}
