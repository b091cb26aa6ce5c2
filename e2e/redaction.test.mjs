// A text is removed for good: open pages lose it, with and without JavaScript.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const STILL = { scripts: false };
const WHY = "Dit hoort hier niet te staan.";

async function openTalk(person, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/${question}`);
}

async function say(person, text) {
  const form = person.page.locator("#opmerkingen details", { hasText: "Schrijf een opmerking" }).first();
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.locator("textarea").fill(text);
  await posted(person.page, () => form.getByRole("button", { name: "Plaats de opmerking" }).click());
}

/** Opens the page on which the text beside this link is removed. */
async function toRemoval(person, within) {
  await within.getByRole("link", { name: "Tekst verwijderen…" }).click();
  await person.page.getByRole("heading", { level: 1, name: "Tekst verwijderen" }).waitFor();
  if (person.scripts) await person.page.locator("html[data-live]").waitFor({ state: "attached" });
}

async function remove(person) {
  await person.page.locator("#reden").fill(WHY);
  await posted(person.page, () => person.page.getByRole("button", { name: "Verwijder deze tekst voorgoed" }).click());
  await person.page.getByText("De tekst is verwijderd.").waitFor();
}

journey("an open page loses a text that somebody else removes, and says why", async (cast) => {
  const [writer, reader] = await Promise.all([cast.enter("hoogveld"), cast.enter("debrug")]);
  await openTalk(writer, "2.2");
  await say(writer, "Kanarie zingt hier veel te luid.");
  await openTalk(reader, "2.2");
  const shown = reader.page.getByText("Kanarie zingt hier veel te luid.");
  await shown.waitFor();
  const thread = writer.page.locator(".kt-threads > li", { hasText: "Kanarie zingt" });
  await toRemoval(writer, thread);
  await writer.page.getByText("Kanarie zingt hier veel te luid.").waitFor();
  assert.deepEqual(await violations(writer.page), []);
  await remove(writer);

  await reader.page.getByText("Tekst verwijderd op").waitFor();
  await reader.page.getByText(WHY).waitFor();
  assert.equal(await shown.count(), 0);
  assert.equal((await reader.page.content()).includes("Kanarie zingt"), false);
  assert.deepEqual(await violations(reader.page), []);
  // It goes on living: what comes after the removal arrives as before.
  await openTalk(writer, "2.2");
  await say(writer, "Dit blijft gewoon staan.");
  await reader.page.getByText("Dit blijft gewoon staan.").waitFor();
});

journey("a text that stands in an open text area goes with the shared answer", async (cast) => {
  const [editor, colleague] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 2), colleague.openCheck("Berkelo", 2)]);
  await hers.choose("2.3", "deels");
  await hers.explanation("2.3").fill("Kanarie in een toelichting, te luid.");
  await hers.explanation("2.3").blur();
  await his.reads("2.3", "Kanarie in een toelichting, te luid.");
  const { id } = await editor.region();
  const tab = await editor.tab();
  await editor.open(`/regio/${id}/geschiedenis?vraag=2.3`, tab);
  const told = tab.locator(".kt-history > li", { hasText: "schreef een toelichting" }).first();
  await told.getByRole("link", { name: /Tekst verwijderen/ }).click();
  await tab.locator("#reden").fill(WHY);
  await posted(tab, () => tab.getByRole("button", { name: "Verwijder deze tekst voorgoed" }).click());
  await his.reads("2.3", "");
  await his.page.getByText(WHY).waitFor();
});

look("without JavaScript, in English and on a narrow screen", async (cast) => {
  const person = await cast.enter("hoogveld", { ...STILL, width: 320 });
  await openTalk(person, "2.1");
  await say(person, "Kanarie zonder scripts, ook te luid.");
  await toRemoval(person, person.page.locator(".kt-threads > li", { hasText: "Kanarie zonder" }));
  await posted(person.page, () => person.page.getByRole("button", { name: "Verwijder deze tekst voorgoed" }).click());
  await person.page.getByRole("alert").getByText("Schrijf eerst waarom u dit verwijdert.").first().waitFor();
  await person.speak("en");
  await person.page.getByRole("heading", { level: 1, name: "Remove a text" }).waitFor();
  assert.ok((await widthOf(person.page)) <= 320, "nothing scrolls sideways");
  await person.page.locator("#reden").fill(WHY);
  await posted(person.page, () => person.page.getByRole("button", { name: "Remove this text for good" }).click());
  await person.page.getByText("The text was removed.").waitFor();
  assert.equal((await person.page.content()).includes("Kanarie"), false);
  await person.speak("nl");
});
