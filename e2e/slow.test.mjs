// A slow device or connection: the page can be read and filled in before its program is there.

import assert from "node:assert/strict";
import { CheckPage } from "./house/check_page.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { becomes } from "./house/patience.mjs";
import { live } from "./house/person.mjs";

setTheStage();

/** Opens a check whose program stays away until it is let in. */
async function slowly(person, municipality, check) {
  let letIn;
  const allowed = new Promise((resolve) => (letIn = resolve));
  await person.context.route(/\/site\/.*\.wasm/, async (route) => {
    await allowed;
    await route.continue().catch(() => {}); // The page that asked for it may be gone.
  });
  const { id, municipalities } = await person.region();
  await person.page.goto(`/regio/${id}/checklist/${municipalities.get(municipality)}/${check}`);
  return { check: new CheckPage(person.page), letIn };
}

journey("what was typed and chosen before the page is alive is taken in and saved", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const his = await lead.openCheck("Berkelo", 2);
  const { check: hers, letIn } = await slowly(editor, "Berkelo", 2);
  const untouched = await hers.explanation("2.2").inputValue();
  await hers.choose("2.4", "nee");
  await hers.explanation("2.4").fill("Getypt voordat de pagina leefde.");
  await hers.mark("2.4", "praktijk").selectOption("deels");
  await hers.explanation("2.5").pressSequentially("Hier komt nog");
  assert.equal(await hers.page.locator("html[data-live]").count(), 0);

  letIn();
  await live(hers.page);
  await hers.page.keyboard.type(" een regel bij.");
  await hers.reads("2.4", "Getypt voordat de pagina leefde.");
  assert.equal(await hers.chosen("2.4"), "nee");
  assert.equal(await hers.mark("2.4", "praktijk").inputValue(), "deels");
  await Promise.all([hers.saved("2.4"), hers.saved("2.5")]);
  await Promise.all([
    his.shows("2.4", "nee"),
    his.reads("2.4", "Getypt voordat de pagina leefde."),
    his.reads("2.5", await hers.explanation("2.5").inputValue()),
    becomes("the mark arrives", () => his.mark("2.4", "praktijk").inputValue(), "deels"),
  ]);
  assert.match(await hers.explanation("2.5").inputValue(), /^Hier komt nog een regel bij\../, "and the caret stays where it was");
  assert.equal(await hers.explanation("2.2").inputValue(), untouched, "what nobody touched stays as it is");
});

journey("the program takes long: a form that is sent before it is there is saved all the same", async (cast) => {
  const editor = await cast.enter("lindenmeer");
  const { check, letIn } = await slowly(editor, "Lindenmeer", 2);
  await check.explanation("2.1").fill("Verstuurd voordat de pagina leefde.");
  await check.button("bewaar").click();
  await check.page.getByText("Uw antwoorden zijn opgeslagen als concept.").waitFor();
  letIn();
  await live(check.page);
  await check.reads("2.1", "Verstuurd voordat de pagina leefde.");
});
