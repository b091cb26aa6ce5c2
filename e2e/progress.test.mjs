// Until which day municipalities answer, how far they are, and who must do what next.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted } from "./house/screens.mjs";

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
  assert.equal(await day(coordinator).inputValue(), "2026-12-04");
  await day(coordinator).fill("2026-12-11");
  assert.equal((await set(coordinator)).status(), 303);
  await lead(coordinator).getByText("uiterlijk op 11 december 2026").waitFor();
  await lead(other).getByText("uiterlijk op 11 december 2026").waitFor();
  await day(coordinator).fill("2026-11-20");
  await set(coordinator);
  await lead(other).getByText("De uiterste dag om te antwoorden was 20 november 2026. Antwoorden kan nog steeds.").waitFor();
  await day(coordinator).fill("");
  await set(coordinator);
  await lead(other).getByText("uiterste dag").waitFor({ state: "hidden" });
  const { id } = await other.region("Duinkust");
  await other.open(`/regio/${id}/geschiedenis`);
  await other.page.getByText("haalde de uiterste dag om te antwoorden weg.").waitFor();
});

journey("without scripts a day is written as people write it; what is no day comes back", async (cast) => {
  const coordinator = await cast.enter("duinkust-coordinator", { scripts: false });
  const { id } = await coordinator.region("Duinkust");
  await board(coordinator);
  const post = async (typed) => {
    const value = (name) => coordinator.page.locator(`form:has([name=uiterste-dag]) [name=${name}]`).first().inputValue();
    return coordinator.context.request.post(`/regio/${id}`, {
      maxRedirects: 0,
      form: {
        formulier: `${await value("formulier")}-${typed}`, wie: await value("wie"), "welke-ronde": await value("welke-ronde"),
        "uiterste-dag-was": await value("uiterste-dag-was"), "uiterste-dag": typed, doe: "zet-uiterste-dag",
      },
    });
  };
  const wrong = await post("31-11-2026");
  assert.equal(wrong.status(), 422);
  const page = await wrong.text();
  assert.match(page, /Dit is geen dag van de kalender/);
  assert.match(page, /value="31-11-2026"/, "what was typed is still there");
  assert.equal((await post("18-12-2026")).status(), 303);
  await board(coordinator);
  await lead(coordinator).getByText("uiterlijk op 18 december 2026").waitFor();

  // Somebody else was first.
  const was = "2026-01-01";
  const late = await coordinator.context.request.post(`/regio/${id}`, {
    form: {
      formulier: "een-ander", wie: await coordinator.page.locator("[name=wie]").first().inputValue(),
      "welke-ronde": await coordinator.page.locator("[name=welke-ronde]").first().inputValue(),
      "uiterste-dag-was": was, "uiterste-dag": "2026-12-20", doe: "zet-uiterste-dag",
    },
  });
  assert.match(await late.text(), /legde intussen 18 december 2026 vast/);
});

journey("everyone sees how far each municipality is and who must do what, live", async (cast) => {
  const [editor, observer] = await Promise.all([cast.enter("noorderkaap"), cast.enter("duinkust-politie")]);
  await board(observer);
  const before = await row(observer, "Noorderkaap").innerText();
  const [, empty] = /redacteur: (\d+) leeg/.exec(before);
  const [, waiting] = /eindredacteur: (\d+) bevestigen/.exec(before);
  const check = await editor.openCheck("Noorderkaap", 3);
  await check.choose("3.3", "ja");
  await check.saved("3.3");
  await check.shareButton("3.3").click();
  await row(observer, "Noorderkaap").getByText(`redacteur: ${empty - 1} leeg`).waitFor();
  await row(observer, "Noorderkaap").getByText(`eindredacteur: ${Number(waiting) + 1} bevestigen`).waitFor();
  const still = await cast.enter("duinkust", { scripts: false });
  await board(still);
  assert.match(await row(still, "Noorderkaap").innerText(), new RegExp(`redacteur: ${empty - 1} leeg`));
});

for (const language of ["nl", "en"]) {
  journey(`the board with a last day is accessible in ${language}`, async (cast) => {
    const person = await cast.enter("duinkust-coordinator");
    await person.speak(language);
    await board(person);
    for (const [width, height] of [[1280, 900], [320, 700]]) {
      await person.page.setViewportSize({ width, height });
      assert.deepEqual(await violations(person.page), [], `at ${width}`);
      assert.ok((await person.page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    }
    await person.speak("nl");
  });
}
