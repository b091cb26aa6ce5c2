// A sentence that tells of somebody asks for its writer's word, in the page and without scripts, and that word stays.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { posted } from "./house/screens.mjs";

setTheStage();

const STORY = "Haar vriend dwingt haar sinds vorige maand.";
const BEGIN = "Wij gebruiken een lespakket.";
const ASKED = "Het lijkt of u hier over één persoon schrijft.";
const BOX = /Dit gaat niet over een zaak, een slachtoffer of een verdachte/;

journey("a story stays in the page until its writer says that it is none", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo"), cast.enter("berkelo-teamleider")]);
  const [check, his] = await Promise.all([editor.openCheck("Berkelo", 2), lead.openCheck("Berkelo", 2)]);
  const sent = [];
  editor.page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.postData() ?? "");
  });
  await check.explain("2.4", `${BEGIN} ${STORY}`);
  const block = check.block("2.4");
  await block.getByText(ASKED).waitFor();
  assert.equal(await block.locator("mark").innerText(), STORY.slice(0, -1), "it shows which sentence");
  assert.deepEqual(await violations(editor.page), []);
  assert.ok(sent.every((body) => !body.includes("dwingt")), "nothing left the page");
  assert.ok(!(await editor.kept()).includes("dwingt"), "nor is it kept on the device");
  assert.ok(!stage.server.log.includes("dwingt"));

  const box = block.getByRole("checkbox", { name: BOX });
  await box.focus();
  await editor.page.keyboard.press("Space");
  await check.saved("2.4");
  await box.waitFor({ state: "detached" });
  await his.reads("2.4", `${BEGIN} ${STORY}`);

  // Going on in the same text asks nothing again; another sentence of that kind does.
  await check.explain("2.4", `${BEGIN} ${STORY} Zo begint het.`);
  await his.reads("2.4", `${BEGIN} ${STORY} Zo begint het.`);
  await check.explain("2.4", `${BEGIN} ${STORY} Zij is gisteren weggelopen.`);
  await block.getByText(ASKED).waitFor();
  assert.equal(await block.locator("mark").count(), 1, "what was said of the first one holds");
  await check.explain("2.4", BEGIN);
  await block.getByText(ASKED).waitFor({ state: "detached" });
  await his.reads("2.4", BEGIN);

  await editor.open(`/regio/${(await editor.region()).id}/geschiedenis?vraag=2.4`);
  const texts = editor.page.locator("details", { hasText: "De schrijver kreeg de vraag of dit over een zaak gaat" });
  assert.equal(await texts.count(), 2, "the history says at which texts");
});

for (const scripts of [true, false]) {
  journey(`a comment that tells of somebody asks too, ${scripts ? "before it is sent" : "without scripts"}`, async (cast) => {
    const editor = await cast.enter("hoogveld", { scripts: scripts || "lost" });
    const { id } = await editor.region();
    await editor.open(`/regio/${id}/vraag/5.1`);
    const form = editor.page.locator("#opmerkingen details", { hasText: "Schrijf een opmerking" }).first();
    const text = scripts ? "De jongen is gisteren weer opgehaald." : "Zijn moeder belde vannacht in paniek.";
    await form.locator("summary").first().click();
    await form.locator("textarea").fill(text);
    const send = form.getByRole("button", { name: "Plaats de opmerking" });
    if (scripts) await send.click();
    else assert.equal((await posted(editor.page, () => send.click())).status(), 422);
    await form.getByText(ASKED).waitFor();
    assert.equal(await form.locator("textarea").inputValue(), text, "it can be mended where it stands");
    assert.deepEqual(await violations(editor.page), []);
    await form.getByRole("checkbox", { name: BOX }).check();
    assert.equal((await posted(editor.page, () => send.click())).status(), 303);
    await editor.page.locator(".kt-threads > li", { hasText: text }).waitFor();
  });
}

journey("without scripts the form comes back with the box, and saves with it", async (cast) => {
  const editor = await cast.enter("berkelo", { scripts: false });
  const check = await editor.openCheck("Berkelo", 3);
  await check.explanation("3.4").fill(STORY);
  await check.button("bewaar").click();
  await check.summary().waitFor();
  const block = check.block("3.4");
  assert.equal(await block.locator("mark").innerText(), STORY.slice(0, -1));
  await block.getByRole("checkbox", { name: BOX }).check();
  await check.button("bewaar").click();
  await check.page.getByText("Uw antwoorden zijn opgeslagen als concept.").waitFor();
  assert.equal(await check.explanation("3.4").inputValue(), STORY);
  // What was vouched for is sent again with every other change, and asks nothing.
  await check.choose("3.4", "deels");
  await check.button("bewaar").click();
  await check.page.getByText("Uw antwoorden zijn opgeslagen als concept.").waitFor();
  await check.sayWhyNow();
  await check.shareButton("3.4").click();
  await check.page.getByText("gedeeld", { exact: false }).first().waitFor();
  assert.equal(await check.summary().count(), 0, "and it is shared as it stands");
});

journey("in English the question is asked in English", async (cast) => {
  const editor = await cast.enter("lindenmeer");
  await editor.speak("en");
  const check = await editor.openCheck("Lindenmeer", 5);
  await check.explain("5.4", STORY);
  await check.block("5.4").getByText("It looks as if you write about one person here.").waitFor();
  await check.block("5.4").getByRole("checkbox", { name: /This is not about a case, a victim or a suspect/ }).waitFor();
  await editor.speak("nl");
});
