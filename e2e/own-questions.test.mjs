// A region asks questions of its own: they are marked, answered like any other, and taken away without loss.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

/** The product's scripts never arrive: tools can look at the page as it then stands. */
const STILL = { scripts: "lost" };
const QUESTION = "Oefent uw gemeente elk jaar met de politie?";

async function openOwn(person) {
  const { id } = await person.region("Duinkust");
  await person.open(`/regio/${id}/eigen-vragen`);
}

/** Fills in the form that adds a question, and sends it. */
async function add(person, { check, text, why = "", scope = "gemeente" }) {
  const form = person.page.locator("form", { has: person.page.locator("button[value=voeg-toe]") });
  await form.locator("select[name=check]").selectOption(check);
  await form.locator("[name=vraag]").fill(text);
  await form.locator("[name=waarom]").fill(why);
  await form.locator(`[name=regelt][value=${scope}]`).check();
  return posted(person.page, () => form.locator("button[type=submit]").click());
}

/** Opens what stands behind a click at a question, and presses its button. */
async function press(person, question, summary, button, fill = async () => {}) {
  const entry = person.page.locator(`[id="v${question}"]`);
  if (summary) await entry.locator("summary", { hasText: summary }).click();
  await fill(entry);
  return posted(person.page, () => entry.getByRole("button", { name: button }).click());
}

journey("a coordinator adds a question, everyone sees it at once, and it is answered like any other", async (cast) => {
  const [coordinator, editor, reader] = await Promise.all([
    cast.enter("duinkust-coordinator"), cast.enter("duinkust"), cast.enter("strandmeer"),
  ]);
  const { id } = await reader.region("Duinkust");
  await reader.open(`/regio/${id}/checklist?check=3`);
  const before = await editor.openCheck("Helmduin", 3);
  await before.explanation("3.1a").focus();
  await openOwn(coordinator);
  const added = await add(coordinator, { check: "3", text: QUESTION, why: "Dat vroeg de stuurgroep." });
  assert.equal(added.status(), 303);
  await coordinator.page.getByText("De vraag is toegevoegd.").waitFor();

  // Without loading anything: in the grid as a row, on the page where somebody types as a word of it.
  const row = reader.page.locator("tr", { hasText: QUESTION });
  await row.getByText("eigen vraag").waitFor();
  assert.equal(await row.locator("b").innerText(), "3.R1");
  await editor.page.getByText("Nieuw: vraag 3.R1.").waitFor();
  assert.equal(await editor.page.evaluate(() => document.activeElement.name), "3.1a.toelichting");
  await editor.page.getByRole("link", { name: "Laad de pagina opnieuw" }).click();

  const check = await editor.openCheck("Helmduin", 3);
  await check.block("3.R1").getByText("Deze vraag staat niet in de checklist.").waitFor();
  await check.block("3.R1").getByText("Dat vroeg de stuurgroep.").waitFor();
  await check.choose("3.R1", "deels");
  await check.explain("3.R1", "Om het jaar, met de wijkagenten.");
  await check.saved("3.R1");
  await check.shareButton("3.R1").click();
  await row.getByText("deels").waitFor();

  await reader.open(`/regio/${id}/vraag/3.R1`);
  await reader.page.getByRole("heading", { level: 1, name: QUESTION }).waitFor();
  await reader.page.getByText("Om het jaar, met de wijkagenten.").waitFor();
  await reader.open(`/regio/${id}/geschiedenis?vraag=3.R1`);
  await reader.page.getByText(`voegde een eigen vraag toe: 3.R1 ‘${QUESTION}’`).waitFor();
});

journey("a question that is taken away while somebody answers it loses nothing, and can be put back", async (cast) => {
  const [coordinator, editor] = await Promise.all([cast.enter("duinkust-coordinator"), cast.enter("strandmeer")]);
  const check = await editor.openCheck("Strandmeer", 2);
  const text = await check.explanation("2.R1").inputValue();
  await check.explanation("2.R1").fill(`${text} Wij schrijven nog.`);
  await openOwn(coordinator);
  assert.equal((await press(coordinator, "2.R1", "Haal de vraag weg", "Haal deze vraag weg")).status(), 303);
  await editor.page.getByText("Weggehaald: vraag 2.R1.").waitFor();
  // What was typed before may have saved itself in time; this cannot have.
  await check.explanation("2.R1").pressSequentially(" En nog wat.");
  await check.explanation("2.R1").blur();
  await check.block("2.R1").getByText("De coördinator heeft vraag 2.R1 weggehaald.").first().waitFor();
  assert.equal(await check.explanation("2.R1").inputValue(), `${text} Wij schrijven nog. En nog wat.`, "it is still there to copy");
  const { id } = await editor.region("Duinkust");
  const [other] = await Promise.all([cast.enter("noorderkaap")]);
  await other.open(`/regio/${id}/vraag/2.R1`);
  await other.page.getByText("De coördinator heeft deze vraag weggehaald.").waitFor();

  assert.equal((await press(coordinator, "2.R1", undefined, "Zet de vraag terug")).status(), 303);
  await coordinator.page.getByText("De vraag is teruggezet").waitFor();
  await other.page.reload();
  await other.page.locator("tr", { hasText: "Strandmeer" }).getByText(text).waitFor();
});

journey("what was typed without a connection at a question that is gone comes back on another page", async (cast) => {
  const [coordinator, editor] = await Promise.all([cast.enter("duinkust-coordinator"), cast.enter("noorderkaap")]);
  const check = await editor.openCheck("Noorderkaap", 2);
  await editor.context.setOffline(true);
  await check.explanation("2.R1").fill("Getypt in de trein.");
  await check.explanation("2.R1").blur();
  await check.block("2.R1").getByText("Bewaard op dit apparaat.").first().waitFor();
  await openOwn(coordinator);
  assert.equal((await press(coordinator, "2.R1", "Haal de vraag weg", "Haal deze vraag weg")).status(), 303);
  await editor.page.close();
  await editor.context.setOffline(false);
  const page = await editor.tab();
  const again = await editor.openCheck("Noorderkaap", 2, page);
  await page.getByRole("heading", { name: "Dit typte u" }).waitFor();
  await page.getByText("Getypt in de trein.").waitFor();
  assert.equal(await again.block("2.R1").count(), 0);
  assert.equal((await press(coordinator, "2.R1", undefined, "Zet de vraag terug")).status(), 303);
});

journey("a form that was sent for a question that is gone comes back with its text, without scripts", async (cast) => {
  const [coordinator, editor] = await Promise.all([
    cast.enter("duinkust-coordinator", STILL), cast.enter("duinkust", STILL),
  ]);
  const check = await editor.openCheck("Helmduin", 4);
  await check.choose("4.R1", "nee");
  await check.explanation("4.R1").fill("Ons basisteam heeft nog niemand.");
  await openOwn(coordinator);
  const refused = await add(coordinator, { check: "1", text: "  ", why: "Dat vroeg de stuurgroep." });
  assert.equal(refused.status(), 422);
  await coordinator.page.locator(".kt-summary").getByRole("link", { name: "Schrijf eerst de vraag." }).waitFor();
  assert.equal(await coordinator.page.locator('[id="waarom-nieuw"]').inputValue(), "Dat vroeg de stuurgroep.");
  assert.deepEqual(await violations(coordinator.page), []);
  await openOwn(coordinator);
  assert.equal((await press(coordinator, "4.R1", "Haal de vraag weg", "Haal deze vraag weg")).status(), 303);
  assert.equal((await posted(check.page, () => check.button("bewaar").click())).status(), 422);
  await check.summary().getByText("De coördinator heeft vraag 4.R1 weggehaald.").first().waitFor();
  await editor.page.getByText("Ons basisteam heeft nog niemand.").waitFor();
  assert.deepEqual(await violations(editor.page), []);
});

journey("who answered is asked to look again when a question is worded differently, by keyboard and in English", async (cast) => {
  const coordinator = await cast.enter("duinkust-coordinator", { width: 320 });
  const editor = await cast.enter("strandmeer");
  const { id } = await editor.region("Duinkust");
  await coordinator.speak("en");
  await openOwn(coordinator);
  const entry = coordinator.page.locator('[id="v2.R1"]');
  await entry.locator("summary", { hasText: "Word the question differently" }).focus();
  await coordinator.page.keyboard.press("Enter");
  await coordinator.page.keyboard.press("Tab");
  await coordinator.page.keyboard.press("ControlOrMeta+A");
  await coordinator.page.keyboard.type("Spreekt uw gemeente elk jaar met hotels en vakantieparken?");
  const save = entry.getByRole("button", { name: "Save the new words" });
  await coordinator.page.keyboard.press("Tab");
  await coordinator.page.keyboard.press("Tab");
  assert.ok(await save.evaluate((button) => button === document.activeElement));
  assert.equal((await posted(coordinator.page, () => coordinator.page.keyboard.press("Enter"))).status(), 303);
  await coordinator.page.getByText("The new words were saved.").waitFor();
  assert.equal(await coordinator.page.getByText("Spreekt uw gemeente").first().getAttribute("lang"), "nl");
  assert.deepEqual(await violations(coordinator.page), []);
  const width = await widthOf(coordinator.page);
  assert.ok(width <= 320, `${width} px wide`);
  await coordinator.speak("nl");

  await editor.open(`/regio/${id}/checklist?check=2`);
  const row = editor.page.locator("tr", { hasText: "Spreekt uw gemeente elk jaar met hotels" });
  await row.getByText("opnieuw bevestigen").first().waitFor();
  const check = await editor.openCheck("Strandmeer", 2);
  await check.block("2.R1").getByText("De regio heeft deze vraag anders geformuleerd.").waitFor();
});

journey("a citizen service number does not leave the page, and who is no coordinator has no forms", async (cast) => {
  const [coordinator, editor] = await Promise.all([cast.enter("duinkust-coordinator"), cast.enter("duinkust")]);
  await openOwn(editor);
  assert.equal(await editor.page.locator("main form").count(), 0);
  await openOwn(coordinator);
  const form = coordinator.page.locator("form", { has: coordinator.page.locator("button[value=voeg-toe]") });
  await form.locator("select[name=check]").selectOption("1");
  await form.locator("[name=vraag]").fill("Is er iets?");
  await form.locator("[name=waarom]").fill("Zie 123456782.");
  await form.locator("button[type=submit]").click();
  await form.getByText("burgerservicenummer").waitFor();
  assert.equal(await form.locator("[name=waarom]").inputValue(), "Zie 123456782.");
});
