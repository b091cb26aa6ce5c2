// A coordinator prepares a round: everyone sees that it comes, and it opens as it was prepared.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage } from "./house/journey.mjs";
import { posted } from "./house/screens.mjs";

setTheStage({ betweenRounds: true });

/** The product's scripts never arrive: tools can look at the page as it then stands. */
const STILL = { scripts: "lost" };
const QUESTION = "Oefent uw gemeente elk jaar met de politie?";

const board = async (person, name = "Duinkust") => {
  const { id } = await person.region(name);
  await person.open(`/regio/${id}`);
  return id;
};
const coming = (person) => person.page.locator("section:has(#h-ronde)");
const press = (person, button) => posted(person.page, () => coming(person).locator(`button[value=${button}]`).click());

journey("a round is prepared without scripts, with a last day and a question, announced to everyone, and opened", async (cast) => {
  const [coordinator, editor] = await Promise.all([
    cast.enter("duinkust-coordinator", { ...STILL, width: 320 }), cast.enter("strandmeer"),
  ]);
  const id = await board(editor);
  await board(coordinator);
  assert.deepEqual(await violations(coordinator.page), []);

  // Nothing typed, a number that belongs to a person: said at the field, and kept.
  assert.equal((await press(coordinator, "bereid-ronde-voor")).status(), 422);
  await coordinator.page.locator("#fout-naam").getByText("Vul een naam in.").waitFor();
  await coordinator.page.locator("#naam").fill("2027 123456782");
  assert.equal((await press(coordinator, "bereid-ronde-voor")).status(), 422);
  assert.equal(await coordinator.page.locator("#naam").inputValue(), "2027 123456782");

  await coordinator.page.locator("#naam").fill("2027");
  assert.equal((await press(coordinator, "bereid-ronde-voor")).status(), 303);
  await coordinator.page.getByRole("heading", { name: "Ronde 2027 wordt voorbereid" }).waitFor();
  assert.deepEqual(await violations(coordinator.page), []);
  // Without loading anything.
  const announced = editor.page.locator(".kt-notice", { hasText: "De coördinator bereidt ronde 2027 voor." });
  await announced.waitFor();
  assert.equal(await coming(editor).count(), 0, "who does not coordinate has no form");
  // The round that is over still stands.
  await editor.page.getByText("Ronde 2026 liep van").waitFor();

  await coordinator.page.locator("input[name=uiterste-dag]").fill("30-11-2027");
  assert.equal((await press(coordinator, "zet-uiterste-dag")).status(), 303);
  await announced.getByText("uiterlijk op 30 november 2027").waitFor();

  await coming(coordinator).getByRole("link", { name: "Eigen vragen van de regio (2)" }).click();
  await coordinator.page.getByText("Dit zijn de vragen voor ronde 2027").waitFor();
  const form = coordinator.page.locator("form", { has: coordinator.page.locator("button[value=voeg-toe]") });
  await form.locator("select[name=check]").selectOption("3");
  await form.locator("[name=vraag]").fill(QUESTION);
  assert.equal((await posted(coordinator.page, () => form.locator("button[type=submit]").click())).status(), 303);
  await coordinator.page.getByRole("heading", { name: `3.R1 ${QUESTION}` }).waitFor();
  assert.equal(await coordinator.page.getByRole("link", { name: QUESTION }).count(), 0, "it has no page yet");
  assert.deepEqual(await violations(coordinator.page), []);
  await announced.getByRole("link", { name: "Eigen vragen van de regio (3)" }).waitFor();
  await editor.speak("en");
  await editor.page.getByText("The coordinator is preparing round 2027.").waitFor();
  await editor.speak("nl");
  assert.equal((await editor.open(`/regio/${id}/vraag/3.R1`)).status(), 404);
  await board(editor);

  await board(coordinator);
  await coordinator.page.locator("#naam").fill("Voorjaar 2027");
  assert.equal((await press(coordinator, "open-ronde")).status(), 303);
  await coordinator.page.getByText("Ronde Voorjaar 2027 is open sinds").waitFor();
  await editor.page.getByText("Ronde Voorjaar 2027 is open sinds").waitFor();
  await editor.page.locator(".kt-title").getByText("uiterlijk op 30 november 2027").waitFor();
  assert.equal(await announced.count(), 0);
  const check = await editor.openCheck("Strandmeer", 3);
  await check.block("3.R1").getByText(QUESTION).waitFor();
  await editor.open(`/regio/${id}/geschiedenis`);
  await editor.page.getByText("begon met de voorbereiding van ronde 2027.").waitFor();
});

journey("a round that is open is not prepared; in English, without scripts", async (cast) => {
  const coordinator = await cast.enter("coordinator", { ...STILL, width: 320 });
  await coordinator.speak("en");
  const id = await board(coordinator, "Veenland-Oost");
  assert.equal(await coming(coordinator).count(), 0, "a round that is discussed comes to its end first");
  await coordinator.open(`/regio/${id}/eigen-vragen`);
  await coordinator.page.getByText("Own questions change only while a round is prepared or open").waitFor();
  await coordinator.speak("nl");
});
