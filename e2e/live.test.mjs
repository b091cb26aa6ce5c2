// Two browsers at the same check see each other, at once and after a crash of the server.

import assert from "node:assert/strict";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { CheckPage } from "./house/check_page.mjs";
import { eventually } from "./house/patience.mjs";

setTheStage();

journey("two colleagues fill in the same check at once and see each other", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 1), lead.openCheck("Berkelo", 1)]);
  assert.notEqual(await his.chosen("1.2"), "deels");
  assert.notEqual(await hers.chosen("1.1"), "nee");

  await Promise.all([hers.choose("1.2", "deels"), his.choose("1.1", "nee")]);
  await Promise.all([his.shows("1.2", "deels"), hers.shows("1.1", "nee")]);

  await Promise.all([
    hers.explain("1.2", "Wij kennen de cijfers van de politie, niet die van de zorg."),
    his.explain("1.1", "Het landelijke beeld is van voor 2020."),
  ]);
  await Promise.all([hers.saved("1.2"), his.saved("1.1")]);
  await Promise.all([
    his.reads("1.2", "Wij kennen de cijfers van de politie, niet die van de zorg."),
    hers.reads("1.1", "Het landelijke beeld is van voor 2020."),
  ]);

  await hers.mark("1.2", "papier").selectOption("ja");
  await eventually("the mark arrives", async () => (await his.mark("1.2", "papier").inputValue()) === "ja");
  await eventually("he is told that somebody else did it", async () =>
    (await his.said("1.2")) === "Zojuist gewijzigd door een ander");
});

journey("what one municipality shares, another sees at once, and not before", async (cast) => {
  const [editor, other] = await Promise.all([cast.enter("berkelo"), cast.enter("waterdam")]);
  const hers = await editor.openCheck("Berkelo", 2);
  await other.openCheck("Berkelo", 2);
  const seen = other.page.locator('[id="v2.3"]');

  await hers.choose("2.3", "deels");
  await hers.explain("2.3", "De GGD geeft gastlessen op de middelbare scholen.");
  await hers.saved("2.3");
  // A later, visible entry has arrived, so the draft would have arrived too.
  await hers.explain("2.1", "Het beleidsplan noemt loverboys in een eigen paragraaf.");
  await hers.saved("2.1");
  await hers.sayWhyNow();
  await hers.shareButton("2.1").click();
  await other.page.locator('[id="v2.1"]', { hasText: "een eigen paragraaf" }).waitFor();
  assert.doesNotMatch(await seen.innerText(), /gastlessen/);

  await hers.shareButton("2.3").click();
  await seen.filter({ hasText: "gastlessen op de middelbare scholen" }).waitFor();
});

journey("all tabs of a browser share one stream, and the next tab takes it over", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("lindenmeer"), cast.enter("lindenmeer-teamleider")]);
  // Those that are open at one moment: one that breaks off is opened anew.
  const streams = new Set();
  let most = 0;
  editor.context.on("request", (request) => {
    if (!request.url().includes("/stroom")) return;
    streams.add(request);
    most = Math.max(most, streams.size);
  });
  for (const end of ["requestfinished", "requestfailed"]) editor.context.on(end, (request) => streams.delete(request));
  const first = await editor.openCheck("Lindenmeer", 3);
  const tab = await editor.tab();
  const second = await editor.openCheck("Lindenmeer", 3, tab);
  const colleague = await lead.openCheck("Lindenmeer", 3);

  await colleague.choose("3.3", "deels");
  await Promise.all([first.shows("3.3", "deels"), second.shows("3.3", "deels")]);
  assert.deepEqual([streams.size, most], [1, 1]);

  await first.page.close();
  streams.clear();
  await colleague.choose("3.3", "ja");
  await second.shows("3.3", "ja");
  assert.equal(streams.size, 1, "the next tab took it over");
});

journey("the server is killed: both go on, and nothing is lost or done twice", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [hers, his] = await Promise.all([editor.openCheck("Berkelo", 5), lead.openCheck("Berkelo", 5)]);
  await hers.explain("5.1", "Voor de klap opgeslagen.");
  await hers.saved("5.1");

  await stage.server.kill();
  await hers.choose("5.2", "nee");
  await hers.explain("5.2", "Zij schreef dit terwijl de server weg was.");
  await his.choose("5.3", "weet-niet");
  await his.explain("5.3", "Hij schreef dit terwijl de server weg was.");
  await hers.line().filter({ hasText: "Er wachten 2 veranderingen" }).waitFor();
  await his.line().filter({ hasText: "Er wachten 2 veranderingen" }).waitFor();
  await stage.server.start();

  await his.shows("5.2", "nee");
  await his.reads("5.2", "Zij schreef dit terwijl de server weg was.");
  await hers.shows("5.3", "weet-niet");
  await hers.reads("5.3", "Hij schreef dit terwijl de server weg was.");
  await Promise.all([hers.line().waitFor({ state: "detached" }), his.line().waitFor({ state: "detached" })]);

  const after = await editor.openCheck("Berkelo", 5);
  assert.equal(await after.explanation("5.1").inputValue(), "Voor de klap opgeslagen.");
  const { id } = await editor.region();
  const { screen } = await editor.data(`/regio/${id}/geschiedenis`);
  const texts = JSON.stringify(screen.history[1].entries);
  assert.equal(texts.split("Zij schreef dit terwijl").length, 2, "one entry in the history");
  assert.equal(texts.split("Hij schreef dit terwijl").length, 2, "one entry in the history");
});

journey("a page that stood open for a while catches up with what it missed", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("lindenmeer"), cast.enter("lindenmeer-teamleider")]);
  // The page comes without its scripts first, so that everything happens between making and waking.
  let wake;
  const awake = new Promise((resolve) => (wake = resolve));
  await lead.context.route(/\/site\/.*\.wasm/, async (route) => {
    await awake;
    await route.continue();
  });
  const { id, municipalities } = await lead.region();
  await lead.page.goto(`/regio/${id}/checklist/${municipalities.get("Lindenmeer")}/2`);
  const hers = await editor.openCheck("Lindenmeer", 2);
  await hers.choose("2.1", "nee");
  await hers.saved("2.1");
  wake();
  await new CheckPage(lead.page).shows("2.1", "nee");
});
