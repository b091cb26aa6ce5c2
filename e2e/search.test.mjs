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
