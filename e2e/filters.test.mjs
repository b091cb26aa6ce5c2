// The grid narrowed to what somebody looks for, by an address that can be passed on.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

const numbers = (person) => person.page.locator(".kt-grid tbody tr td:first-child, .kt-grid tbody th[scope=row]").allInnerTexts();

async function shows(person, filter, region, municipality = "") {
  const { id } = await person.region(region);
  await person.open(`/regio/${id}/checklist?antwoord=${filter}&gemeente=${municipality}`);
  assert.equal(await person.page.locator("select[name=antwoord]").inputValue(), filter, "the form shows what was chosen");
  const texts = (await numbers(person)).join("\n");
  return [...texts.matchAll(/^\s*(\d\.\d[ab]?)\b/gm)].map(([, number]) => number);
}

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`the grid shows what differs, what came later and where no partner gave a view, ${how} scripts`, async (cast) => {
    const person = await cast.enter("waarnemer", { scripts });
    assert.equal((await shows(person, "later-toegevoegd", "Veenland-Oost")).join(), "4.5b,5.2");
    const differs = await shows(person, "anders-dan-regio", "Veenland-Oost");
    assert.ok(differs.includes("4.4") && !differs.includes("1.1"), `${differs}`);
    const unviewed = await shows(person, "geen-kijk", "Veenland-Oost");
    assert.ok(unviewed.includes("4.1a") && !unviewed.includes("4.4") && !unviewed.includes("2.6"), `${unviewed}`);
  });
}

journey("a sealed view counts: whoever looks for none learns no more than that", async (cast) => {
  const person = await cast.enter("strandmeer", { scripts: false });
  const unviewed = await shows(person, "geen-kijk", "Duinkust");
  assert.ok(unviewed.includes("1.1") && !unviewed.includes("4.4"), `${unviewed}`);
});

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`the grid shows what waits for its reader, ${how} scripts`, async (cast) => {
    const editor = await cast.enter("noorderkaap", { scripts });
    const { id, municipalities } = await editor.region("Duinkust");
    await editor.open(`/regio/${id}/checklist`);
    const link = editor.page.locator(".kt-gridsum a", { hasText: "wachten op u" });
    const [, count] = /^(\d+) wachten op u$/.exec(await link.innerText());
    await link.click();
    await editor.page.waitForURL(/antwoord=wacht-op-mij/);
    await editor.page.getByText(`${count} van `).waitFor();
    const mine = await shows(editor, "wacht-op-mij", "Duinkust");
    const own = await editor.page.locator(".kt-grid tbody tr", { hasText: "eigen vraag" }).count();
    assert.equal(mine.length + own, Number(count), "as many rows as the link says");
    // What an editor shared waits for whoever may confirm it.
    const no = await shows(editor, "nee", "Duinkust", municipalities.get("Noorderkaap"));
    for (const shared of ["1.1", "3.2a", "4.3"]) assert.ok(no.includes(shared) && !mine.includes(shared), shared);
    const observer = await cast.enter("waarnemer", { scripts });
    assert.equal((await shows(observer, "wacht-op-mij", "Veenland-Oost")).length, 0);
    await observer.page.getByText("Er zijn geen antwoorden die bij dit filter passen.").waitFor();
  });
}

journey("the coordinator narrows the grid to a check of Lindenmeer, and reads why an answer asks for another look", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const { id, municipalities } = await coordinator.region();
  await coordinator.open(`/regio/${id}/checklist`);
  const { page } = coordinator;
  await page.locator("select[name=check]").selectOption("4");
  await page.locator("select[name=gemeente]").selectOption({ label: "Lindenmeer" });
  await page.locator("form:has(select[name=check]) button[type=submit]").click();
  await page.waitForURL(/check=4/);
  const heads = await page.locator(".kt-grid thead th").allInnerTexts();
  assert.deepEqual(heads.map((text) => text.trim()), ["Vraag", "Regio", "Lindenmeer", "Kijk van partners"]);
  assert.ok((await numbers(coordinator)).every((text) => /^\s*4\./.test(text)), "one check only");
  // The value stays what people said; that it needs another look stands beside it.
  const cell = page.locator(".kt-grid tbody tr", { has: page.locator("b", { hasText: /^4\.3$/ }) }).locator("td").nth(1);
  assert.match(await cell.innerText(), /ja[\s\S]*opnieuw bevestigen/i);
  await cell.locator("a").click();
  await page.waitForURL(`**/checklist/${municipalities.get("Lindenmeer")}/4*`);
  const why = "Dit antwoord komt uit ronde 2025. De gemeente keek er in deze ronde nog niet naar.";
  await page.locator('[id="v4.3"]').getByText(why).waitFor();
  await coordinator.open(`/regio/${id}/vraag/4.3`);
  await page.locator("tr", { hasText: "Lindenmeer" }).getByText(why).waitFor();
  assert.equal(await page.locator("form.kt-questions").count(), 0, "the coordinator changes no answer of a municipality");
});
