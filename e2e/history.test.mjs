// What happened, narrowed to one organisation or one question by an address that can be passed on.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted } from "./house/screens.mjs";

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

    // Who shared something else than before reads both values.
    assert.ok(about.some((sentence) => /Daarvoor: ‘(ja|deels|nee)’\./.test(sentence)), "before and after");
    assert.deepEqual(about.filter((sentence) => /schreef een toelichting.*Daarvoor/.test(sentence)), [], "a text is no value");

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

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`what stood there before is shown, and an older text is put back as a draft, ${how} scripts`, async (cast) => {
    const [editor, other] = await Promise.all([cast.enter("hoogveld", { scripts }), cast.enter("waterdam", { scripts: false })]);
    const { id, municipalities } = await editor.region();
    const field = scripts ? "2.5" : "5.1";
    const [first, second] = [`Eerst ${how} een rooster per kwartaal.`, `Eerst ${how} een rooster per maand.`];
    for (const text of [first, second]) {
      const check = await editor.openCheck("Hoogveld", Number(field[0]));
      await check.explanation(field).fill(text);
      if (scripts) {
        await check.explanation(field).blur();
        await check.saved(field);
      } else {
        await posted(editor.page, () => check.button("bewaar").click());
      }
    }
    const about = `/regio/${id}/geschiedenis?organisatie=${municipalities.get("Hoogveld")}&vraag=${field}`;
    await editor.open(about);
    const written = editor.page.locator(".kt-history > li", { hasText: `schreef een toelichting bij vraag ${field}` });
    const count = await written.count();
    await written.first().locator("summary").click();
    await written.first().locator("del").getByText("kwartaal.").waitFor();
    await written.first().locator("ins").getByText("maand.").waitFor();
    assert.equal(await written.first().getByRole("button").count(), 0, "it stands there now");
    await written.nth(1).locator("summary").click();
    await posted(editor.page, () => written.nth(1).getByRole("button", { name: /Zet deze tekst terug als concept/ }).click());
    await editor.page.getByText("Uw antwoorden zijn opgeslagen als concept.").waitFor();
    const check = await editor.openCheck("Hoogveld", Number(field[0]));
    assert.equal(await check.explanation(field).inputValue(), first);
    await editor.open(about);
    assert.equal(await written.count(), count + 1, "it is a new edit, and nothing older changed");

    await other.open(about);
    assert.equal(await other.page.locator(".kt-history button").count(), 0, "nobody else puts it back");
    assert.doesNotMatch(await other.page.content(), new RegExp(`Eerst ${how}`));
  });
}
