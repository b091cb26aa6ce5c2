// The search goes to a question by its number, and finds places by words; never what somebody wrote.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

for (const scripts of [true, false]) {
  journey(`a number leads to its question and a word to places, ${scripts ? "with" : "without"} scripts`, async (cast) => {
    const editor = await cast.enter("waterdam", { scripts });
    const { id } = await editor.region();
    await editor.open(`/regio/${id}`);
    await editor.page.getByRole("link", { name: "Zoeken", exact: true }).click();
    await editor.page.locator("#zoek").fill("vraag 4.4");
    await editor.page.keyboard.press("Enter");
    await editor.page.waitForURL(`**/regio/${id}/vraag/4.4`);

    await editor.open(`/regio/${id}/zoek`);
    await editor.page.locator("#zoek").fill("convenant");
    await editor.page.keyboard.press("Enter");
    const questions = editor.page.getByRole("region", { name: /^Vragen/ });
    await questions.getByRole("link", { name: /^4\.4 / }).click();
    await editor.page.waitForURL(`**/regio/${id}/vraag/4.4`);

    await editor.open(`/regio/${id}/zoek?naar=lindenmeer`);
    await editor.page.getByRole("region", { name: /^Deelnemers/ }).getByRole("link", { name: "Lindenmeer" }).click();
    await editor.page.waitForURL(`**/checklist?gemeente=*`);
    // A word of an answer, a partner's view, a comment: what people wrote is not searched.
    for (const word of ["doorlooptijden", "jurist"]) {
      await editor.open(`/regio/${id}/zoek?naar=${word}`);
      assert.equal(await editor.page.locator("main section").count(), 0, word);
    }
    await editor.page.getByText("Niets gevonden met ‘jurist’.").waitFor();
  });
}

journey("a question of the region's own is found with its mark, and read aloud in its own language", async (cast) => {
  const editor = await cast.enter("waterdam");
  const { id } = await editor.region();
  await editor.speak("en");
  try {
    await editor.open(`/regio/${id}/zoek?naar=jongeren+en+ouders`);
    const found = editor.page.getByRole("region", { name: /^Questions/ }).getByRole("listitem").first();
    await found.getByText("own question", { exact: true }).waitFor();
    assert.equal(await found.locator("a span").first().getAttribute("lang"), "nl");
  } finally {
    await editor.speak("nl");
  }
});

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`from question to question and back, with the region's own at the end of their check, ${how} scripts`, async (cast) => {
    const person = await cast.enter("strandmeer", { scripts });
    const { id } = await person.region("Duinkust");
    const walk = person.page.getByRole("navigation", { name: "Vorige en volgende vraag" });
    await person.open(`/regio/${id}/vraag/1.1`);
    assert.equal(await walk.getByRole("link", { name: /^Vorige:/ }).count(), 0, "nothing comes before the first");
    const met = ["1.1"];
    for (let next = walk.getByRole("link", { name: /^Volgende:/ }); 0 < (await next.count());) {
      const [, question] = /^Volgende: (.+)$/.exec(await next.innerText());
      await next.click();
      await person.page.waitForURL(`**/vraag/${question}`);
      assert.match(await person.page.title(), new RegExp(`^Vraag ${question} `));
      met.push(question);
    }
    assert.equal(met.length, 26, "the 24 of the checklist and two of the region's own");
    assert.equal(met.at(met.indexOf("3.1") - 1), "2.R1");
    await walk.getByRole("link", { name: "Vorige: 5.3" }).click();
    await person.page.waitForURL("**/vraag/5.3");
  });
}
