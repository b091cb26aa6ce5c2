// An organisation leaves the region while it types: it is told, keeps its words, and is out of every door.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { SAVED } from "./house/check_page.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";

setTheStage();

const TEXT = "Wij vragen bij elke melding wie de jongere vertrouwt.";
const MORE = "En wij bellen binnen een dag terug.";

journey("who leaves while typing is told and keeps their words in the page", async (cast) => {
  const editor = await cast.enter("hoogveld");
  const check = await editor.openCheck("Hoogveld", 1);
  await check.explanation("1.2").fill(TEXT);
  await check.saved("1.2");
  const coordinator = await cast.enter("coordinator");
  const region = await coordinator.region();
  const seen = async () => (await coordinator.data(`/regio/${region.id}/vraag/1.2`)).screen.question[0].region;
  const before = await seen();

  await stage.server.operate("region", "end-memberships", "--region", "Veenland-Oost", "--organisation", "Hoogveld");

  const told = editor.page.getByText("U hebt geen plek meer in deze regio.");
  await told.waitFor();
  await check.explanation("1.2").pressSequentially(` ${MORE}`);
  await editor.page.getByText("of u kunt er niet meer bij").waitFor();
  assert.equal(await check.explanation("1.2").inputValue(), `${TEXT} ${MORE}`);
  assert.ok(await told.isVisible(), "the page is not loaded again under their hands");
  assert.deepEqual(await violations(editor.page), []);

  // What the organisation shared stays, and nothing was taken in any more.
  const after = await seen();
  assert.equal(after.head, before.head + 1, "that it left, and nothing else");
  const own = region.municipalities.get("Hoogveld");
  assert.ok(before.answers[own]["1.2"].shared.content);
  assert.deepEqual(after.answers[own], before.answers[own]);

  // Also words of this very moment are asked about.
  let asked = null;
  editor.page.on("dialog", (dialog) => { asked = dialog.type(); dialog.accept(); });
  await check.explanation("1.2").pressSequentially(" Nog iets.");
  await editor.page.getByRole("link", { name: "Naar het begin" }).click();
  await eventually("leaving is asked about", () => asked === "beforeunload");
  await editor.page.locator("h1", { hasText: "Mijn werk" }).waitFor();
  const gone = await editor.context.request.get(`/regio/${region.id}`, { headers: { accept: "text/html" } });
  assert.equal(gone.status(), 404);
});

journey("a page without anything typed is gone at once", async (cast) => {
  const reader = await cast.enter("waterdam");
  const { id } = await reader.region();
  await reader.open(`/regio/${id}/checklist`);
  await stage.server.operate("region", "end-memberships", "--region", "Veenland-Oost", "--organisation", "Waterdam");
  await reader.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
});

journey("a form from somebody who left comes back with what was typed, without scripts", async (cast) => {
  const editor = await cast.enter("lindenmeer", { scripts: "lost" });
  const { page } = editor;
  const check = await editor.openCheck("Lindenmeer", 1);
  await check.explanation("1.2").fill(TEXT);
  await stage.server.operate("region", "end-memberships", "--region", "Veenland-Oost", "--organisation", "Lindenmeer");
  const [answered] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    check.button("bewaar").click(),
  ]);
  assert.equal(answered.status(), 404);
  await page.getByText(TEXT).waitFor();
  assert.deepEqual(await violations(page), []);
});

journey("who comes back online after leaving reads so, and finds their words in the page", async (cast) => {
  const editor = await cast.enter("berkelo", { width: 320 });
  await editor.speak("en");
  const check = await editor.openCheck("Berkelo", 1);
  await editor.context.setOffline(true);
  await check.explanation("1.2").fill(TEXT);
  await check.explanation("1.2").blur();
  await check.line().waitFor();
  await stage.server.operate("region", "end-memberships", "--region", "Veenland-Oost", "--organisation", "Berkelo");
  await editor.context.setOffline(false);
  await editor.page.getByText("You no longer have a place in this region.").waitFor();
  await editor.page.getByText("or you can no longer get to it").waitFor();
  assert.equal(await check.explanation("1.2").inputValue(), TEXT);
});

journey("something that is not there any more is no reason to say that the reader has left", async (cast) => {
  const editor = await cast.enter("veiligthuis");
  const { id } = await editor.region();
  await editor.open(`/regio/${id}/vraag/4.4`);
  const text = editor.page.locator('textarea[name="4.4.toelichting"]');
  const gone = (route) => route.fulfill({ status: 404, json: { problem: "not_found" } });
  await editor.page.route("**/opdrachten", gone);
  await text.fill(TEXT);
  await text.blur();
  await editor.page.getByText("of u kunt er niet meer bij").first().waitFor();
  await editor.page.unroute("**/opdrachten", gone);
  await text.fill(MORE);
  await text.blur();
  await editor.page.getByText(SAVED).first().waitFor();
  assert.equal(await editor.page.getByText("U hebt geen plek meer").count(), 0);
});
