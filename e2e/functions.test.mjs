// A function that says more of somebody than a function is corrected by whoever looks after their place.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const WAYS = [
  { scripts: true, language: "nl", width: 1280 },
  { scripts: "lost", language: "en", width: 320 },
];
const WORDS = {
  nl: {
    open: "Verander of beëindig deze plek", field: "Functie (mag leeg)", button: "Verander de functie",
    done: "De functie is veranderd.", refused: "Telefoonnummer", of: "Redacteur van Berkelo",
  },
  en: {
    open: "Change or end this place", field: "Function (may be empty)", button: "Change the function",
    done: "The function was changed.", refused: "telephone number", of: "Editor of Berkelo",
  },
};
const CALLED = "Beleidsadviseur jeugd van dienst";

for (const { scripts, language, width } of WAYS) {
  const how = `in ${language} ${scripts === true ? "with" : "without"} scripts`;
  const words = WORDS[language];

  journey(`a lead corrects the function of a colleague, who finds it in their own account, ${how}`, async (cast) => {
    const lead = await cast.enter("berkelo-teamleider", { scripts, width });
    const { page } = lead;
    const { id } = await lead.region();
    await lead.open(`/regio/${id}/deelnemers`);
    await lead.speak(language);
    await lead.open(`/regio/${id}/deelnemers`);
    const colleague = (name) => page.locator("details", { has: page.locator("summary", { hasText: `${words.open}, ${name}` }) });
    const send = async (name, text) => {
      const place = colleague(name).first();
      if (!(await place.evaluate((details) => details.open))) {
        await place.locator("> summary").focus();
        await page.keyboard.press("Enter");
      }
      await place.getByLabel(words.field).fill(text);
      return posted(page, () => place.getByRole("button", { name: words.button }).click());
    };
    // What the guard does not let pass comes back where it was typed.
    assert.equal((await send(words.of, "Bel 06-12345678")).status(), 422);
    await page.locator(".kt-summary a").first().click();
    assert.equal(await colleague(words.of).first().getByLabel(words.field).inputValue(), "Bel 06-12345678");
    assert.deepEqual(await violations(page), []);
    assert.ok((await widthOf(page)) <= width);
    assert.equal((await send(words.of, CALLED)).status(), 303);
    await page.getByText(words.done).waitFor();
    await page.getByText(CALLED).first().waitFor();
    assert.deepEqual(await violations(page), []);

    const editor = await cast.enter("berkelo", { scripts, width });
    await editor.open("/account");
    assert.equal(await editor.page.locator("#functie").inputValue(), CALLED);
    await editor.open(`/regio/${id}/deelnemers`);
    assert.equal(await editor.page.getByLabel(words.field).count(), 0, "nobody else changes one");

    assert.equal((await send(CALLED, "")).status(), 303);
    await page.locator("summary", { hasText: words.of }).first().waitFor({ state: "attached" });
    await lead.speak("nl");
  });
}
