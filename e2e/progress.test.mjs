// Until which day municipalities answer, how far they are, and who must do what next.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const board = async (person, name = "Duinkust") => {
  const { id } = await person.region(name);
  await person.open(`/regio/${id}`);
};
const lead = (person) => person.page.locator(".kt-title");
const row = (person, municipality) => person.page.locator("section:has(#h-voortgang) tr", { hasText: municipality });
const day = (person) => person.page.locator("input[name=uiterste-dag]");
const set = (person) => posted(person.page, () => person.page.locator("button[value=zet-uiterste-dag]").click());

journey("the coordinator agrees a last day, and everyone reads it at once", async (cast) => {
  const [coordinator, other] = await Promise.all([cast.enter("duinkust-coordinator"), cast.enter("strandmeer")]);
  await board(other);
  await lead(other).getByText("Gemeenten antwoorden uiterlijk op 4 december 2026.").waitFor();
  assert.equal(await day(other).count(), 0, "nobody else sets it");
  await board(coordinator);
  assert.equal(await day(coordinator).inputValue(), "04-12-2026");
  await day(coordinator).fill("11-12-2026");
  assert.equal((await set(coordinator)).status(), 303);
  await lead(coordinator).getByText("uiterlijk op 11 december 2026").waitFor();
  await lead(other).getByText("uiterlijk op 11 december 2026").waitFor();
  await day(coordinator).fill("20-11-2026");
  await set(coordinator);
  await lead(other).getByText("De uiterste dag om te antwoorden was 20 november 2026. Antwoorden kan nog steeds.").waitFor();
  // An emptied field is a slip; the day goes by a button of its own.
  await day(coordinator).fill("");
  assert.equal((await set(coordinator)).status(), 422);
  await lead(other).getByText("20 november 2026").waitFor();
  await posted(coordinator.page, () => coordinator.page.locator("button[value=haal-uiterste-dag-weg]").click());
  await lead(other).getByText("uiterste dag").waitFor({ state: "hidden" });
  const { id } = await other.region("Duinkust");
  await other.open(`/regio/${id}/geschiedenis`);
  await other.page.getByText("haalde de uiterste dag om te antwoorden weg. Die was 20 november 2026.").waitFor();
});

journey("what is no day comes back in the field, and the second of two is told", async (cast) => {
  const [one, two] = [await cast.enter("duinkust-coordinator", { scripts: false }), await cast.enter("duinkust-coordinator")];
  await Promise.all([board(one), board(two)]);
  await day(one).fill("31-11-2026");
  assert.equal((await set(one)).status(), 422);
  await one.page.locator(".kt-summary").getByText("De uiterste dag “31-11-2026” is niet vastgelegd").waitFor();
  await one.page.locator("#fout-dag").getByText("Deze datum bestaat niet.").waitFor();
  assert.equal(await day(one).inputValue(), "31-11-2026", "what was typed is still there");
  await day(one).fill("18-12-2026");
  assert.equal((await set(one)).status(), 303);
  await lead(one).getByText("uiterlijk op 18 december 2026").waitFor();
  await lead(two).getByText("uiterlijk op 18 december 2026").waitFor();
  await day(two).fill("20-12-2026");
  assert.equal((await set(two)).status(), 409);
  await two.page.locator("#fout-dag").getByText("legde intussen 18 december 2026 vast").waitFor();
  assert.equal(await day(two).inputValue(), "20-12-2026");
  assert.equal((await set(two)).status(), 303, "whoever read that sets it knowingly");
});

journey("everyone sees how far each municipality is and who must do what, live", async (cast) => {
  const [editor, observer] = await Promise.all([cast.enter("noorderkaap"), cast.enter("duinkust-politie")]);
  await board(observer);
  const before = await row(observer, "Noorderkaap").innerText();
  const [, empty] = /redacteur: (\d+) nog te delen/.exec(before);
  const [, waiting] = /eindredacteur: (\d+) bevestigen/.exec(before);
  const check = await editor.openCheck("Noorderkaap", 3);
  await check.choose("3.3", "ja");
  await check.saved("3.3");
  await check.shareButton("3.3").click();
  await row(observer, "Noorderkaap").getByText(`redacteur: ${empty - 1} nog te delen`).waitFor();
  await row(observer, "Noorderkaap").getByText(`eindredacteur: ${Number(waiting) + 1} bevestigen`).waitFor();
  const still = await cast.enter("duinkust", { scripts: false });
  await board(still);
  assert.match(await row(still, "Noorderkaap").innerText(), new RegExp(`redacteur: ${empty - 1} nog te delen`));
});

journey("the coordinator sees how far the partners are, and others do while no view is sealed", async (cast) => {
  const [coordinator, partner, editor] = await Promise.all([
    cast.enter("duinkust-coordinator"), cast.enter("duinkust-politie"), cast.enter("strandmeer"),
  ]);
  await Promise.all([board(coordinator), board(editor)]);
  const police = "Politie-eenheid Duinkust";
  await row(coordinator, police).getByText("redacteur: 1 kijk nog te geven").waitFor();
  await row(editor, "Regio").getByText(/coördinator: \d+ nog voor te leggen/).waitFor();
  const { id } = await partner.region("Duinkust");
  await partner.open(`/regio/${id}/vraag/3.2`);
  await partner.page.locator('[name="3.2a.antwoord"][value=ja]').check();
  await partner.page.locator('button[value="deel:3.2a"]').click();
  await row(coordinator, police).getByText("Niemand: elke gevraagde kijk is er.").waitFor();
  assert.equal(await row(editor, police).count(), 0, "that would tell who gave a view");
  const still = await cast.enter("waterdam", { scripts: false });
  await board(still, "Veenland-Oost");
  await row(still, "Veilig Thuis").getByText("redacteur: 1 kijk nog te geven").waitFor();
});

for (const language of ["nl", "en"]) {
  look(`the board with a last day is accessible in ${language}`, async (cast) => {
    const person = await cast.enter("duinkust-coordinator");
    await person.speak(language);
    await board(person);
    for (const [width, height] of [[1280, 900], [320, 700]]) {
      await person.page.setViewportSize({ width, height });
      assert.deepEqual(await violations(person.page), [], `at ${width}`);
      assert.ok((await widthOf(person.page)) <= width);
    }
    await person.speak("nl");
  });
}
