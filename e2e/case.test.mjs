// Somebody begins to write about a case: the number is refused, the story asked about, and nothing of it stays.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { posted } from "./house/screens.mjs";

setTheStage();

/** A number that passes the eleven test; it belongs to nobody in particular. */
const BSN = "123456782";
const CASE = `Meisje van 15, BSN ${BSN}, wordt door haar vriend gedwongen.`;
const STORY = "Het meisje wordt sinds gisteren door haar vriend gedwongen.";
/** What nothing may keep: the number, and words that stand in no other text. */
const NOWHERE = [BSN, "Meisje van 15", "vriend gedwongen"];
const WORDS = {
  nl: { open: "Schrijf een opmerking", number: "burgerservicenummer", story: "Het lijkt of u hier over één persoon schrijft." },
  en: { open: "Write a comment", number: "citizen service number", story: "It looks as if you write about one person here." },
};

for (const { scripts, language } of [{ scripts: true, language: "nl" }, { scripts: false, language: "en" }]) {
  journey(`a case in a comment goes nowhere, ${scripts ? "with" : "without"} scripts in ${language}`, async (cast) => {
    const words = WORDS[language];
    const policy = `Wij spreken af wie bij een signaal de politie belt (${language}).`;
    const editor = await cast.enter("hoogveld", { scripts: scripts || "lost" });
    const { id } = await editor.region();
    await editor.open(`/regio/${id}/vraag/5.1`);
    await editor.speak(language);
    const form = () => editor.page.locator("#opmerkingen details", { hasText: words.open }).first();
    if (!(await form().evaluate((it) => it.open))) await form().locator("summary").first().click();
    const area = () => form().locator("textarea");
    const send = () => form().locator("button[type=submit]").first().click();

    await area().fill(CASE);
    await send();
    await editor.page.locator("#opmerkingen, .kt-summary").getByText(words.number).first().waitFor();
    assert.equal(await area().inputValue(), CASE, "it can be mended where it stands");
    assert.deepEqual(await violations(editor.page), []);

    await area().fill(STORY);
    await send();
    await form().getByText(words.story).waitFor();
    assert.equal(await area().inputValue(), STORY);

    await area().fill(policy);
    assert.equal((await posted(editor.page, send)).status(), 303);
    await editor.page.locator(".kt-threads > li", { hasText: policy }).waitFor();
    await nothingStays(editor, policy);
    await editor.speak("nl");
  });
}

journey("a case in an explanation goes nowhere either", async (cast) => {
  const policy = "Ons wijkteam vraagt door volgens het protocol.";
  const editor = await cast.enter("berkelo");
  const check = await editor.openCheck("Berkelo", 2);
  const block = check.block("2.4");
  await check.explain("2.4", CASE);
  await block.getByText(WORDS.nl.number).first().waitFor();
  await check.explain("2.4", STORY);
  await block.getByText(WORDS.nl.story).waitFor();
  await check.explain("2.4", policy);
  await check.saved("2.4");
  await nothingStays(editor, policy);
});

/** What was saved is found in the store, so that what is not found there is not there. */
async function nothingStays(editor, saved) {
  const { server } = stage;
  await eventually("what was saved is in the store", () => server.holds(saved));
  for (const text of NOWHERE) {
    assert.equal(await server.holds(text), false, `the database holds “${text}”`);
    assert.ok(!server.log.includes(text), `the log holds “${text}”`);
    assert.ok(!(await editor.context.storageState()).origins.some((origin) => JSON.stringify(origin).includes(text)));
  }
}
