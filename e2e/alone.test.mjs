// A region of one municipality: everything works, and nobody is waited for who is not there.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { QuestionPage } from "./house/question_page.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage({ alone: true });

async function openQuestion(person, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/${question}`);
  return new QuestionPage(person.page);
}

journey("one municipality fills in, shares, confirms and discusses by itself", async (cast) => {
  const [editor, coordinator] = await Promise.all([cast.enter("duinkust"), cast.enter("duinkust-coordinator")]);
  const { id } = await coordinator.region();
  const region = `/regio/${id}`;
  await coordinator.open(region);
  const figures = coordinator.page.locator(".kt-figures li");
  assert.match(await figures.first().innerText(), /^1\s+gemeente/);

  const check = await editor.openCheck("Helmduin", 4);
  await check.choose("4.2", "ja");
  await check.saved("4.2");
  await check.shareButton("4.2").click();
  await check.shareButton("4.2").waitFor({ state: "hidden" });
  await check.button("bevestig").click();
  await check.block("4.2").getByText("Bevestigd op").waitFor();

  const question = await openQuestion(coordinator, "4.3");
  await question.choose("4.3", "ja");
  await question.saved("4.3");
  await question.putForward().click();
  await question.row("4.3", "Helmduin").getByText("moet nog reageren").waitFor();
  await check.page.locator('button[value="geldt:4.3"]').click();
  await question.row("4.3", "Helmduin").getByText("Geldt ook hier.").waitFor();

  await coordinator.open(region);
  await coordinator.page.getByText("Ik wil de bespreking starten").click();
  await posted(coordinator.page, () => coordinator.page.locator("button[name=doe][value=bespreek-ronde]").click());
  await coordinator.page.getByText("is in bespreking sinds").waitFor();
});

journey("every page of a region of one municipality is whole, wide and at 320 px", async (cast) => {
  for (const width of [1280, 320]) {
    for (const account of ["duinkust", "duinkust-coordinator"]) {
      const person = await cast.enter(account, { width });
      const { id, municipalities } = await person.region();
      const helmduin = municipalities.get("Helmduin");
      const region = `/regio/${id}`;
      for (const page of ["/", region, `${region}/checklist`, `${region}/checklist/${helmduin}/1`, `${region}/vraag/4.1`,
        `${region}/verzoeken`, `${region}/geschiedenis`, `${region}/papier?gemeente=${helmduin}`, `${region}/eigen-vragen`]) {
        assert.equal((await person.open(page)).status(), 200, page);
        assert.deepEqual(await violations(person.page), [], `${account} ${page} at ${width}`);
        const wide = await widthOf(person.page);
        assert.ok(wide <= width, `${page} is ${wide} px wide at ${width}`);
      }
    }
  }
});
