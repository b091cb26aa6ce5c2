// While the region discusses its round, whoever still shares something says why, and everyone reads that.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { posted } from "./house/screens.mjs";

setTheStage();

const WHY = "De raad besloot hierover pas gisteren.";

async function openQuestion(person, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/${question}`);
}

const row = (person, municipality) => person.page.locator("tr", { hasText: municipality });

journey("whoever shares during the discussion says why, and everyone reads it at once", async (cast) => {
  const [editor, other] = await Promise.all([cast.enter("lindenmeer"), cast.enter("waterdam")]);
  await openQuestion(other, "2.1");
  const check = await editor.openCheck("Lindenmeer", 2);
  await check.choose("2.1", "deels");
  await check.explain("2.1", "Er is een plan voor jongeren tot 18 jaar.");
  await check.saved("2.1");

  await check.shareButton("2.1").click();
  await check.summary().getByRole("link", { name: /Schrijf waarom u dit nu pas deelt/ }).click();
  await eventually("the link leads to the field", () =>
    editor.page.evaluate(() => document.activeElement?.id === "waarom-nu" || location.hash === "#waarom-nu"));
  assert.equal(await check.whyNow().getAttribute("aria-invalid"), "true");
  await check.sayWhyNow("Zie 123456782.");
  await check.shareButton("2.1").click();
  await editor.page.locator("#waarom-nu-fout").getByText("burgerservicenummer").waitFor();
  assert.doesNotMatch(await row(other, "Lindenmeer").innerText(), /tot 18 jaar/);

  await check.sayWhyNow(WHY);
  await check.shareButton("2.1").click();
  await check.shareButton("2.1").waitFor({ state: "hidden" });
  assert.equal(await check.whyNow().getAttribute("aria-invalid"), null);
  assert.equal(await check.whyNow().inputValue(), WHY, "it stays for what is shared next");
  await row(other, "Lindenmeer").getByText("later toegevoegd").first().waitFor();
  await row(other, "Lindenmeer").getByText(WHY).waitFor();
  await check.block("2.1").getByText(WHY).waitFor();
});

journey("without scripts it is asked, kept and shown as well, in both languages", async (cast) => {
  const [editor, other] = await Promise.all([
    cast.enter("hoogveld", { scripts: false }), cast.enter("waarnemer", { scripts: false }),
  ]);
  const check = await editor.openCheck("Hoogveld", 3);
  await check.choose("3.5", "ja");
  await check.explanation("3.5").fill("Het overleg met de politie ligt nu vast.");
  assert.equal((await posted(check.page, () => check.shareButton("3.5").click())).status(), 422);
  await check.page.locator(".kt-summary a").first().click();
  assert.equal(new URL(check.page.url()).hash, "#waarom-nu");
  assert.equal(await check.explanation("3.5").inputValue(), "Het overleg met de politie ligt nu vast.");
  await check.sayWhyNow(WHY);
  assert.equal((await posted(check.page, () => check.button("bewaar").click())).status(), 422, "a reason that shares nothing");
  await check.page.locator("#waarom-nu-fout").getByText("maar u deelde niets").waitFor();
  assert.equal(await check.whyNow().inputValue(), WHY);
  assert.equal((await posted(check.page, () => check.shareButton("3.5").click())).status(), 303);
  await openQuestion(other, "3.5");
  await row(other, "Hoogveld").getByText(WHY).waitFor();
  await other.speak("en");
  await row(other, "Hoogveld").getByText("Added later.").waitFor();
  assert.equal(await row(other, "Hoogveld").getByText(WHY).getAttribute("lang"), "nl");
  const { id } = await other.region();
  await other.open(`/regio/${id}/geschiedenis`);
  await other.page.getByText("during the discussion").first().waitFor();
  await other.speak("nl");
});

journey("where nothing is discussed nobody is asked why", async (cast) => {
  const editor = await cast.enter("duinkust");
  const check = await editor.openCheck("Helmduin", 1);
  assert.equal(await check.whyNow().count(), 0);
});

journey("the discussion starts while somebody types: the field appears, and what is shared says why", async (cast) => {
  const [editor, coordinator, away] = await Promise.all([
    cast.enter("duinkust"), cast.enter("duinkust-coordinator"), cast.enter("strandmeer"),
  ]);
  const sent = await away.openCheck("Strandmeer", 5);
  await away.context.setOffline(true);
  await sent.choose("5.4", "nee");
  await sent.explain("5.4", "Gedeeld in de trein.");
  await sent.shareButton("5.4").click();
  const check = await editor.openCheck("Helmduin", 5);
  await check.choose("5.1", "nee");
  await check.explanation("5.1").fill("Wij typen hier nog.");
  const { id } = await coordinator.region();
  await coordinator.open(`/regio/${id}`);
  await coordinator.page.getByText("Ik wil de bespreking starten").click();
  await posted(coordinator.page, () => coordinator.page.locator("button[name=doe][value=bespreek-ronde]").click());
  await check.whyNow().waitFor();
  assert.equal(await check.explanation("5.1").inputValue(), "Wij typen hier nog.");
  await check.explanation("5.1").blur();
  await check.saved("5.1");
  await check.sayWhyNow(WHY);
  await check.shareButton("5.1").click();
  await check.block("5.1").getByText(WHY).waitFor();

  // What was shared without a connection is judged when it arrives: nothing waits for ever.
  await away.context.setOffline(false);
  await sent.block("5.4").getByText("Schrijf waarom u dit nu pas deelt.").waitFor();
  assert.equal(await sent.explanation("5.4").inputValue(), "Gedeeld in de trein.");
  await sent.sayWhyNow(WHY);
  await sent.shareButton("5.4").click();
  await sent.block("5.4").getByText(WHY).waitFor();
});
