// A slow device or connection: the page can be read and filled in before its program is there.

import assert from "node:assert/strict";
import { CheckPage } from "./house/check_page.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { becomes } from "./house/patience.mjs";
import { live, PAGE_TYPE } from "./house/person.mjs";

setTheStage();

/** Keeps the program from a person's pages until it is let in. */
async function withhold(person) {
  let letIn;
  const allowed = new Promise((resolve) => (letIn = resolve));
  await person.context.route(/\/site\/.*\.wasm/, async (route) => {
    await allowed;
    await route.continue().catch(() => {}); // The page that asked for it may be gone.
  });
  return letIn;
}

/** Opens a check whose program stays away until it is let in. */
async function slowly(person, municipality, check) {
  const letIn = await withhold(person);
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

const letOut = (organisation) =>
  stage.server.operate("region", "end-memberships", "--region", "Veenland-Oost", "--organisation", organisation);

journey("whoever loses their place before the page is alive sees the page as it is for them now", async (cast) => {
  const reader = await cast.enter("waterdam");
  const { check, letIn } = await slowly(reader, "Waterdam", 2);
  await letOut("Waterdam");
  assert.equal(await check.page.locator("html[data-live]").count(), 0);

  letIn();
  await check.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
});

journey("whoever typed before losing their place keeps their words, and the form says what became of it", async (cast) => {
  const editor = await cast.enter("hoogveld");
  const { check, letIn } = await slowly(editor, "Hoogveld", 2);
  await check.explanation("2.1").fill("Getypt terwijl de plek ophield.");
  await letOut("Hoogveld");

  const asked = check.page.waitForResponse((response) => response.request().headers().accept === PAGE_TYPE);
  letIn();
  await asked;
  assert.equal(await check.explanation("2.1").inputValue(), "Getypt terwijl de plek ophield.");
  await check.button("bewaar").click();
  await check.page.locator("h1", { hasText: "Deze pagina is er niet" }).waitFor();
  await check.page.getByText("Getypt terwijl de plek ophield.").waitFor();
});

journey("a page comes alive though colleagues went since it was made", async (cast) => {
  const coordinator = await cast.enter("coordinator");
  const { id } = await coordinator.region();
  const letIn = await withhold(coordinator);
  await coordinator.page.goto(`/regio/${id}/vraag/1.2`);
  await letOut("Berkelo");
  letIn();
  await live(coordinator.page);
});
