// What happened, narrowed to one organisation or one question by an address that can be passed on.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

const sentences = (person) => person.page.locator(".kt-history > li > p").allInnerTexts();

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`from a question and from an answer to what happened to it, ${how} scripts`, async (cast) => {
    const person = await cast.enter("waterdam", { scripts });
    const { id } = await person.region();
    await person.open(`/regio/${id}/vraag/4.4`);
    await person.page.getByRole("link", { name: "Geschiedenis van deze vraag" }).click();
    await person.page.waitForURL("**/geschiedenis?vraag=4.4");
    assert.equal(await person.page.locator("select[name=vraag]").inputValue(), "4.4", "the form shows what was chosen");
    const about = await sentences(person);
    assert.ok(0 < about.length);
    assert.deepEqual(about.filter((sentence) => !/\b4\.4\b|startte de bespreking/.test(sentence)), []);
    assert.ok(about.some((sentence) => sentence.includes("Hoogveld")), "of every organisation");
    // What a partner gave while it was sealed stands with the start of the discussion.
    const opened = person.page.locator(".kt-history > li", { hasText: "startte de bespreking" }).first();
    await opened.locator("summary").click();
    await opened.getByText("4.4, Politie-eenheid Veenland: deels").waitFor();
    await opened.getByText("De toets van onze privacyadviseur in oktober 2026.").waitFor();

    const check = await person.openCheck("Waterdam", 4);
    await check.block("4.3").getByRole("link", { name: /Geschiedenis/ }).click();
    await person.page.waitForURL(/geschiedenis\?organisatie=.*&vraag=4\.3/);
    const own = await sentences(person);
    assert.ok(own.some((sentence) => sentence.includes("schreef een toelichting bij vraag 4.3")), "also own drafts");
    assert.deepEqual(own.filter((sentence) => !/Waterdam/.test(sentence)), []);
    await person.page.getByRole("link", { name: "Toon weer alles" }).click();
    await person.page.waitForURL("**/geschiedenis");
  });
}

journey("a draft and a sealed view stay out of the history of a question as well", async (cast) => {
  const reader = await cast.enter("strandmeer", { scripts: false });
  const { id } = await reader.region("Duinkust");
  for (const query of ["vraag=4.4", "vraag=4.2", "organisatie=niets", "vraag=9.9"]) {
    await reader.open(`/regio/${id}/geschiedenis?${query}`);
    assert.doesNotMatch(await reader.page.content(), /verzegeld|Zonder convenant/, query);
  }
});
