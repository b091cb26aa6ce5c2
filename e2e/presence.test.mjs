// Presence: who else is on this page and in this text, by function; it tells and never locks.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

const beside = (person) => person.page.locator(".kt-title .kt-presence");
const types = (check, field) => check.block(field).locator(".kt-presence");

journey("people on one page see each other by function, and colleagues who is in a text", async (cast) => {
  const [editor, lead, neighbour] = await Promise.all(
    ["berkelo", "berkelo-teamleider", "waterdam"].map((account) => cast.enter(account)),
  );
  const hers = await editor.openCheck("Berkelo", 1);
  assert.equal(await beside(editor).count(), 0, "alone");
  await neighbour.openCheck("Berkelo", 1);
  await beside(editor).getByText("De eindredacteur van Waterdam kijkt mee", { exact: true }).waitFor();
  await beside(neighbour).getByText("De redacteur van Berkelo kijkt mee", { exact: true }).waitFor();
  const his = await lead.openCheck("Berkelo", 1);
  await beside(neighbour).getByText("De redacteur van Berkelo en de eindredacteur van Berkelo kijken mee", { exact: true }).waitFor();

  await hers.explanation("1.2").focus();
  await types(his, "1.2").getByText("Een collega typt hier ook", { exact: true }).waitFor();
  assert.deepEqual(await violations(lead.page), []);
  assert.equal(await neighbour.page.getByText("typt hier ook").count(), 0, "that is for colleagues");
  // It never locks: both write, and what one is typing stays while the other's words come in.
  await his.explanation("1.2").focus();
  await lead.page.keyboard.type("Hij typt nog ");
  await hers.explanation("1.2").fill("Zij was eerder klaar.");
  await hers.explanation("1.1").focus();
  await hers.saved("1.2");
  await types(his, "1.2").waitFor({ state: "hidden" });
  assert.match(await his.explanation("1.2").inputValue(), /Hij typt nog/, "a focused text is not overwritten");

  await editor.open("/kennisbank");
  await beside(neighbour).getByText("De eindredacteur van Berkelo kijkt mee", { exact: true }).waitFor();
  await lead.page.close();
  await beside(neighbour).waitFor({ state: "hidden" });
});

journey("a text that had the focus before the page came alive is not overwritten either", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("lindenmeer"), cast.enter("lindenmeer-teamleider")]);
  const his = await lead.openCheck("Lindenmeer", 1);
  const { id, municipalities } = await editor.region();
  let alive;
  const gate = new Promise((resolve) => { alive = resolve; });
  await editor.page.route(/ketentafel_bg\.wasm/, async (route) => { await gate; await route.continue(); });
  await editor.page.goto(`/regio/${id}/checklist/${municipalities.get("Lindenmeer")}/1`);
  const hers = editor.page.locator("textarea[name='1.1.toelichting']");
  await hers.focus();
  const before = await hers.inputValue();
  alive();
  await editor.page.locator("html[data-live]").waitFor({ state: "attached" });
  await types(his, "1.1").getByText("Een collega typt hier ook", { exact: true }).waitFor();
  await his.explain("1.1", "Een collega schreef intussen iets anders.");
  await his.saved("1.1");
  await editor.page.locator("[id='v1.1'] output", { hasText: "gewijzigd" }).waitFor();
  assert.equal(await hers.inputValue(), before, "she is still in it");
});

journey("which partner looks at a question is told to nobody while views are sealed", async (cast) => {
  const [partner, editor] = await Promise.all([cast.enter("duinkust-politie"), cast.enter("strandmeer")]);
  const { id } = await editor.region("Duinkust");
  const told = [];
  editor.page.on("response", async (response) => {
    if (response.url().endsWith("/aanwezig")) told.push(await response.text());
  });
  await editor.open(`/regio/${id}/vraag/2.6`);
  await partner.open(`/regio/${id}/vraag/2.6`);
  await partner.page.locator("textarea[name='2.6.toelichting']").focus();
  // Somebody who may be seen comes after the partner: what came of the partner would have come before.
  const coordinator = await cast.enter("duinkust-coordinator");
  await coordinator.open(`/regio/${id}/vraag/2.6`);
  await beside(editor).getByText("De regiocoördinator kijkt mee", { exact: true }).waitFor();
  await beside(partner).getByText("De eindredacteur van Strandmeer en de regiocoördinator", { exact: false }).or(
    beside(partner).getByText("De regiocoördinator en de eindredacteur van Strandmeer", { exact: false })).waitFor();
  assert.equal(await beside(coordinator).getByText("politie", { exact: false }).count(), 0);
  await editor.page.reload();
  await beside(editor).getByText("De regiocoördinator kijkt mee", { exact: true }).waitFor();
  const me = JSON.stringify(told);
  const { me: partnerMe } = await partner.data("/kennisbank");
  assert.ok(!me.includes(partnerMe.person), "the partner stands in no answer");
});
