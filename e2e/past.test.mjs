// How the region stood at the end of an earlier day: to read, to link to, and never to change.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { widthOf } from "./house/screens.mjs";

setTheStage();

const main = (person) => person.page.locator("main");

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`from the board to an answer of an earlier day and back to now, ${how} scripts`, async (cast) => {
    const person = await cast.enter("waterdam", { scripts });
    const { id, municipalities } = await person.region();
    await person.open(`/regio/${id}`);
    await person.page.getByText("Bekijk een eerdere dag").click();
    await person.page.locator("#op").fill("1-10-2026");
    await person.page.getByRole("button", { name: "Toon deze dag" }).click();
    await person.page.waitForURL(/\?op=1-10-2026/);
    await main(person).getByText("U kijkt naar de stand aan het einde van 1 oktober 2026. U kunt hier niets veranderen.").waitFor();
    await main(person).getByText("Ronde 2026 is open sinds 7 september 2026.").waitFor();
    assert.equal(await main(person).locator("form[method=post]").count(), 0, "nothing can be changed");
    await main(person).getByRole("link", { name: /Check 4, Waterdam/ }).first().click();
    await person.page.waitForURL(`**/checklist/${municipalities.get("Waterdam")}/4?op=2026-10-01`);
    await main(person).getByText("Versie 1 is getekend. Versie 2 ligt bij het college.").waitFor();
    assert.equal(await main(person).locator("textarea").count(), 0);
    await main(person).getByRole("link", { name: "Terug naar nu" }).click();
    await person.page.waitForURL(`**/checklist/${municipalities.get("Waterdam")}/4`);
    assert.ok(0 < (await main(person).locator("textarea").count()), "now it can be written again");
  });
}

journey("the grid of an earlier day stays on that day when it is narrowed", async (cast) => {
  const person = await cast.enter("coordinator", { scripts: false });
  const { id } = await person.region();
  await person.open(`/regio/${id}/checklist?op=2026-10-01`);
  await person.page.locator("select[name=check]").selectOption("4");
  await person.page.locator("form:has(select[name=check]) button[type=submit]").click();
  await person.page.waitForURL(/check=4/);
  assert.equal(new URL(person.page.url()).searchParams.get("op"), "2026-10-01");
  await main(person).getByText("aan het einde van 1 oktober 2026").waitFor();
  await person.open(`/regio/${id}/checklist?op=2025-12-31`);
  await main(person).getByText("aan het einde van 31 december 2025").waitFor();
});

journey("an earlier day shows what everyone could read then, and no more", async (cast) => {
  const readers = await Promise.all(["politie", "berkelo", "coordinator", "waarnemer"].map((one) => cast.enter(one, { scripts: false })));
  const { id, municipalities } = await readers[0].region();
  const berkelo = `/regio/${id}/checklist/${municipalities.get("Berkelo")}`;
  for (const reader of readers) {
    // On 19 November the views were sealed, and Berkelo had drafts.
    for (const address of [`/regio/${id}/vraag/4.4`, `${berkelo}/3`, `/regio/${id}`, `/regio/${id}/checklist`]) {
      for (const accept of ["text/html", PAGE_TYPE]) {
        const answer = await reader.context.request.get(`${address}?op=2026-11-19`, { headers: { accept } });
        const text = await answer.text();
        assert.doesNotMatch(text, /privacyadviseur in oktober/, `${address} as ${accept}`);
        if (accept === PAGE_TYPE) {
          const [table] = Object.values(JSON.parse(text).screen)[0];
          assert.deepEqual([table.region.drafts, table.region.regional_drafts], [undefined, undefined]);
          assert.equal(Object.values(table.region.partner_views["4.4"].given ?? {}).length, 0);
          assert.equal(table.region.partner_views["4.4"].sealed.by, undefined);
        }
      }
    }
  }
  const [reader] = readers;
  await reader.open(`/regio/${id}/vraag/4.4?op=2026-11-19`);
  await main(reader).getByText("1 partner heeft een kijk gegeven. Die is verzegeld").waitFor();
  await reader.open(`/regio/${id}/vraag/4.4?op=2026-11-20`);
  await main(reader).getByText("De toets van onze privacyadviseur in oktober 2026.").waitFor();
});

journey("before the discussion a municipality knew only how many partners gave a view, and reads it from that day on", async (cast) => {
  const editor = await cast.enter("waterdam");
  const { id } = await editor.region("Veenland-Oost");
  const view = "De nazorg stopt na zes weken.";
  await editor.open(`/regio/${id}/vraag/5.3?op=2026-11-19`);
  await main(editor).getByText("1 partner heeft een kijk gegeven. Die is verzegeld").waitFor();
  const then = `/regio/${id}/vraag/5.3?op=2026-11-19`;
  for (const accept of ["text/html", PAGE_TYPE]) {
    const text = await (await editor.context.request.get(then, { headers: { accept } })).text();
    assert.doesNotMatch(text, /hulpvragen komen daarna|doorlooptijden/, accept);
  }
  await editor.open(`/regio/${id}/vraag/5.3?op=2026-11-20`);
  await main(editor).getByText(view).waitFor();
  await main(editor).getByText("Onze eigen doorlooptijden.").waitFor();
});

journey("what is no past day says so in the field, and a day before everything shows an empty board", async (cast) => {
  const person = await cast.enter("waterdam", { scripts: false });
  const { id, municipalities } = await person.region();
  const check = `/regio/${id}/checklist/${municipalities.get("Waterdam")}/1`;
  for (const [typed, why] of [["31-11-2026", "Deze datum bestaat niet."], ["1-1-2030", "Deze dag is nog niet voorbij."], ["2026-11-23", "Deze dag is nog niet voorbij."]]) {
    await person.open(`${check}?op=${typed}`);
    await person.page.locator("#fout-op").getByText(why).waitFor();
    assert.equal(await person.page.locator("#op").inputValue(), typed);
    assert.ok(0 < (await main(person).locator("textarea").count()), "the page itself shows now");
  }
  const response = await person.open(`${check}?op=2024-01-01`);
  assert.equal(response.status(), 200);
  await main(person).getByText("Er doen nog geen gemeenten mee in deze regio.").waitFor();
  const stranger = await cast.enter("strandmeer", { scripts: false });
  assert.equal((await stranger.open(`/regio/${id}?op=2026-10-01`)).status(), 404);
});

for (const language of ["nl", "en"]) {
  look(`pages of an earlier day are accessible in ${language}`, async (cast) => {
    const person = await cast.enter("hoogveld", { scripts: "lost" });
    await person.speak(language);
    const { id, municipalities } = await person.region();
    for (const path of ["", "/checklist", "/vraag/4.2", `/checklist/${municipalities.get("Hoogveld")}/4`]) {
      for (const day of ["2026-10-01", "31-11-2026"]) {
        await person.open(`/regio/${id}${path}?op=${day}`);
        for (const [width, height] of [[1280, 900], [320, 700]]) {
          await person.page.setViewportSize({ width, height });
          assert.deepEqual(await violations(person.page), [], `${path} at ${width}`);
          assert.ok((await widthOf(person.page)) <= width, `${path} at ${width}`);
        }
      }
    }
    await person.speak("nl");
  });
}

journey("a day on which a round was prepared says that it comes, and offers nothing to do", async (cast) => {
  const coordinator = await cast.enter("duinkust-coordinator", { scripts: false });
  const { id } = await coordinator.region("Duinkust");
  await coordinator.open(`/regio/${id}?op=2026-09-30`);
  await main(coordinator).getByText("De coördinator bereidt ronde 2026 voor.").waitFor();
  await main(coordinator).getByText("Gemeenten antwoorden uiterlijk op 4 december 2026.").waitFor();
  assert.equal(await main(coordinator).locator("form[method=post]").count(), 0);
  assert.equal(await main(coordinator).getByRole("link", { name: /Eigen vragen/ }).count(), 0, "those are the questions of now");
  await coordinator.open(`/regio/${id}?op=2026-10-05`);
  await main(coordinator).getByText("Ronde 2026 is open sinds 5 oktober 2026.").waitFor();
});
