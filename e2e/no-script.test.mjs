// The same without JavaScript: the form does everything, and nothing typed is lost.

import assert from "node:assert/strict";
import { journey, setTheStage } from "./house/journey.mjs";

setTheStage();

const STILL = { scripts: false };

/** Presses a button of the form and waits for the page that comes of it. */
async function send(check, button) {
  const [response] = await Promise.all([
    check.page.waitForResponse((response) => response.request().method() === "POST"),
    check.page.waitForEvent("load"),
    button.click(),
  ]);
  return response;
}

journey("a draft is saved, and a colleague finds it", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo", STILL), cast.enter("berkelo-teamleider", STILL)]);
  const hers = await editor.openCheck("Berkelo", 1);
  await hers.choose("1.2", "deels");
  await hers.explanation("1.2").fill("Zonder JavaScript\ngeschreven, op twee regels.");
  await hers.mark("1.2", "praktijk").selectOption("nee");
  assert.equal((await send(hers, hers.button("bewaar"))).status(), 303);
  await hers.page.getByText("Uw antwoorden zijn opgeslagen als concept.").waitFor();
  assert.equal(await hers.chosen("1.2"), "deels");

  const his = await lead.openCheck("Berkelo", 1);
  assert.equal(await his.chosen("1.2"), "deels");
  assert.equal(await his.explanation("1.2").inputValue(), "Zonder JavaScript\ngeschreven, op twee regels.");
  assert.equal(await his.mark("1.2", "praktijk").inputValue(), "nee");
});

journey("what one saves without JavaScript, another sees at once with it, and back", async (cast) => {
  const [still, quick] = await Promise.all([cast.enter("lindenmeer", STILL), cast.enter("lindenmeer-teamleider")]);
  const [hers, his] = await Promise.all([still.openCheck("Lindenmeer", 4), quick.openCheck("Lindenmeer", 4)]);
  await his.choose("4.5a", "deels");
  await his.saved("4.5a");
  await hers.choose("4.3", "ja");
  await hers.explanation("4.3").fill("Sinds november.");
  await send(hers, hers.button("bewaar"));
  assert.equal(await hers.chosen("4.5a"), "deels", "an untouched field takes nothing back");
  await his.shows("4.3", "ja");
  await his.reads("4.3", "Sinds november.");
  assert.equal(await his.chosen("4.5a"), "deels");
});

journey("sharing without an explanation: an error summary, and everything typed is still there", async (cast) => {
  const [editor, other] = await Promise.all([cast.enter("berkelo", STILL), cast.enter("waterdam", STILL)]);
  const check = await editor.openCheck("Berkelo", 2);
  await check.choose("2.3", "nee");
  await check.explanation("2.3").fill("");
  await check.explanation("2.1").fill("Deze tekst hoort bij een ander antwoord.");
  await check.sayWhyNow();
  assert.equal((await send(check, check.button("deel"))).status(), 422);

  const summary = check.summary();
  await summary.getByRole("link", { name: /Vul eerst een toelichting in: vraag 2\.3/ }).click();
  assert.equal(new URL(check.page.url()).hash, "#t2.3");
  assert.equal(await check.chosen("2.3"), "nee");
  assert.equal(await check.explanation("2.3").getAttribute("aria-invalid"), "true");
  assert.equal(await check.explanation("2.1").inputValue(), "Deze tekst hoort bij een ander antwoord.");
  await other.openCheck("Berkelo", 2);
  assert.doesNotMatch(await other.page.content(), /hoort bij een ander antwoord/, "nothing was shared by halves");

  assert.match(await check.whyNow().inputValue(), /pas na het begin/, "the reason is still there too");
  await check.explanation("2.3").fill("Er is geen voorlichting.");
  assert.equal((await send(check, check.button("deel"))).status(), 303);
  await check.page.getByText("opgeslagen en gedeeld met de regio").waitFor();
  await other.openCheck("Berkelo", 2);
  await other.page.getByText("Er is geen voorlichting.").waitFor();
  await other.page.getByText("Deze tekst hoort bij een ander antwoord.").waitFor();
});

journey("one answer that is shared already is changed and shared again, and the others are left alone", async (cast) => {
  const [editor, other] = await Promise.all([cast.enter("lindenmeer", STILL), cast.enter("waterdam", STILL)]);
  const check = await editor.openCheck("Lindenmeer", 5);
  await check.choose("5.1", "nee");
  await check.explanation("5.1").fill("Opnieuw gedeeld, alleen dit antwoord.");
  await check.explanation("5.2").fill("Dit blijft nog even een concept.");
  await check.sayWhyNow();
  assert.equal((await send(check, check.shareButton("5.1"))).status(), 303);
  await check.page.getByText("Antwoord 5.1 is gedeeld met de regio.").waitFor();
  assert.ok(await check.shareButton("5.1").isVisible(), "and it can be shared once more");

  await other.openCheck("Lindenmeer", 5);
  await other.page.getByText("Opnieuw gedeeld, alleen dit antwoord.").waitFor();
  assert.doesNotMatch(await other.page.content(), /Dit blijft nog even een concept/);
});

journey("only who may adopt confirms", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("berkelo", STILL), cast.enter("berkelo-teamleider", STILL)]);
  const hers = await editor.openCheck("Berkelo", 4);
  assert.equal(await hers.button("bevestig").count(), 0);
  const his = await lead.openCheck("Berkelo", 4);
  await his.sayWhyNow();
  assert.equal((await send(his, his.button("deel"))).status(), 303);
  assert.equal((await send(his, his.button("bevestig"))).status(), 303);
  await his.page.getByText("Uw antwoorden zijn bevestigd namens de gemeente.").waitFor();
  await hers.page.reload();
  assert.match(await hers.block("4.2").innerText(), /Bevestigd op 23 november/);
});

journey("the language changes on the page itself, and stays", async (cast) => {
  const visitor = await cast.visitor(STILL);
  await visitor.open("/inloggen");
  const html = visitor.page.locator("html");
  assert.equal(await html.getAttribute("lang"), "nl");
  await visitor.page.getByRole("button", { name: "English" }).click();
  await visitor.page.waitForURL("**/inloggen");
  assert.equal(await html.getAttribute("lang"), "en");
  await visitor.signIn("berkelo");
  const check = await visitor.openCheck("Berkelo", 3);
  const address = check.page.url();
  assert.equal(await html.getAttribute("lang"), "en", "the account takes the choice over");
  await visitor.page.getByRole("button", { name: "Nederlands" }).click();
  await check.page.waitForURL(address);
  assert.equal(await html.getAttribute("lang"), "nl");
});

journey("the same form sent twice has one effect", async (cast) => {
  const editor = await cast.enter("berkelo", STILL);
  const check = await editor.openCheck("Berkelo", 5);
  await check.choose("5.3", "nee");
  await check.explanation("5.3").fill("Dit staat er maar één keer.");
  await check.sayWhyNow();
  const [request] = await Promise.all([
    editor.page.waitForRequest((request) => request.method() === "POST"),
    editor.page.waitForEvent("load"),
    check.button("deel").click(),
  ]);
  const head = await history(editor);
  const again = await editor.context.request.post(request.url(), {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    data: request.postData(),
    maxRedirects: 0,
  });
  assert.equal(again.status(), 303, "the second click is answered like the first");
  assert.deepEqual(await history(editor), head);
  assert.equal(JSON.stringify(head).split("Dit staat er maar één keer.").length, 3, "written, and shared");
});

journey("a form made before a colleague's edit: both texts, and the choice", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("lindenmeer", STILL), cast.enter("lindenmeer-teamleider", STILL)]);
  const [hers, his] = await Promise.all([editor.openCheck("Lindenmeer", 3), lead.openCheck("Lindenmeer", 3)]);
  await his.explanation("3.4").fill("De meldcode staat in alle contracten sinds 2025.");
  await send(his, his.button("bewaar"));
  await hers.explanation("3.4").fill("Wij toetsen de meldcode elk jaar bij het wijkteam.");
  await hers.explanation("3.3").fill("Een tekst die niemand anders raakt.");
  const response = await send(hers, hers.button("bewaar"));
  assert.ok([409, 422].includes(response.status()), `answers ${response.status()}`);

  const versions = hers.block("3.4").locator(".kt-version");
  assert.match(await versions.nth(0).innerText(), /De meldcode staat in alle contracten sinds 2025/);
  assert.match(await versions.nth(1).innerText(), /Wij toetsen de meldcode elk jaar/);
  assert.equal(await hers.explanation("3.4").inputValue(), "Wij toetsen de meldcode elk jaar bij het wijkteam.");
  assert.equal(await hers.explanation("3.3").inputValue(), "Een tekst die niemand anders raakt.");
  await his.page.reload();
  assert.equal(await his.explanation("3.4").inputValue(), "De meldcode staat in alle contracten sinds 2025.");

  assert.equal((await send(hers, hers.button("bewaar"))).status(), 303);
  await his.page.reload();
  assert.equal(await his.explanation("3.4").inputValue(), "Wij toetsen de meldcode elk jaar bij het wijkteam.");
  assert.equal(await his.explanation("3.3").inputValue(), "Een tekst die niemand anders raakt.");
});

async function history(person) {
  const { id } = await person.region();
  const { screen } = await person.data(`/regio/${id}/geschiedenis`);
  return screen.history[1].entries;
}
