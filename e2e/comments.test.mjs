// Comments: what people say about a question, internal notes, whose attention is asked for, and what is new.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, look, setTheStage } from "./house/journey.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const STILL = { scripts: false };
const thread = (person, text) => person.page.locator(".kt-threads > li", { hasText: text });
const waiting = (person, title) => person.page.locator(".kt-entries > li", { hasText: title });
const press = (person, locator, text) => posted(person.page, () => locator.getByRole("button", { name: text }).click());

async function openTalk(person, question, region) {
  const { id } = await person.region(region);
  await person.open(`/regio/${id}/vraag/${question}`);
  return `/regio/${id}/vraag/${question}`;
}

/** Opens what stands behind a click, unless it is open. */
async function disclose(within, summary) {
  const disclosed = within.locator("details", { has: within.page().locator("summary", { hasText: summary }) }).first();
  if ((await disclosed.getAttribute("open")) === null) await disclosed.locator("summary").first().click();
  return disclosed;
}

/** Writes a first comment, or a note, and sends it. */
async function start(person, summary, text, { about, whom = [], button = "Plaats de opmerking" } = {}) {
  const form = await disclose(person.page.locator("#opmerkingen"), summary);
  if (about) await form.locator("select").selectOption({ label: about });
  await form.locator("textarea").fill(text);
  if (0 < whom.length) await disclose(form, "Vraag de aandacht van iemand");
  for (const name of whom) await form.getByRole("checkbox", { name, exact: true }).check();
  return press(person, form, button);
}

async function reply(person, entry, text, button = "Plaats uw reactie") {
  const form = await disclose(entry, "Reageer");
  await form.locator("textarea").fill(text);
  return press(person, form, button);
}

journey("a comment arrives at once, is answered, dealt with and opened again", async (cast) => {
  const [asker, partner] = await Promise.all([cast.enter("hoogveld"), cast.enter("debrug")]);
  await openTalk(partner, "2.2");
  await openTalk(asker, "2.2");
  await asker.page.getByText("Er zijn nog geen opmerkingen bij deze vraag.").waitFor();
  const said = await start(asker, "Schrijf een opmerking", "Kanarie: met welke scholen praten jullie?", {
    about: "de kijk van De Brug Jeugdhulp", whom: ["De Brug Jeugdhulp"],
  });
  assert.equal(said.status(), 303);
  await asker.page.getByText("Uw opmerking is geplaatst.").waitFor();

  const hers = thread(partner, "Kanarie: met welke scholen praten jullie?");
  await hers.getByRole("heading", { name: "Over de kijk van De Brug Jeugdhulp" }).waitFor();
  await hers.getByText("nieuw", { exact: true }).waitFor();
  await hers.getByText("Vraagt de aandacht van: De Brug Jeugdhulp").waitFor();
  const his = thread(asker, "Kanarie: met welke scholen praten jullie?");
  assert.equal(await his.getByText("nieuw", { exact: true }).count(), 0, "one knows what one said");

  // What is typed stays in its place while the conversation goes on beside it.
  const typing = await disclose(his, "Reageer");
  await typing.locator("textarea").fill("Nog niet verstuurd.");
  await reply(partner, hers, "Kanarie: met alle vier.");
  await his.getByText("Kanarie: met alle vier.").waitFor();
  await his.getByText("nieuw", { exact: true }).waitFor();
  assert.equal(await typing.locator("textarea").inputValue(), "Nog niet verstuurd.");
  await press(partner, thread(partner, "Kanarie: met alle vier."), "Dit is afgehandeld");
  await his.getByText("Afgehandeld door Eindredacteur van De Brug Jeugdhulp").waitFor();
  assert.equal(await typing.locator("textarea").inputValue(), "Nog niet verstuurd.");
  await typing.locator("textarea").fill("");

  await press(asker, his, "Heropen dit gesprek");
  await asker.page.getByText("Het gesprek is weer open.").waitFor();
  await thread(partner, "Kanarie: met alle vier.").getByRole("button", { name: "Dit is afgehandeld" }).waitFor();
  await asker.open(`${new URL(asker.page.url()).pathname.replace(/vraag.*/, "")}geschiedenis?vraag=2.2`);
  for (const told of ["schreef een opmerking bij vraag 2.2, over De Brug Jeugdhulp.", "reageerde op een opmerking", "handelde een gesprek af", "heropende een gesprek"]) {
    await asker.page.getByText(told).first().waitFor();
  }
});

journey("whose attention is asked for finds it on the start page, until it was read, without scripts", async (cast) => {
  const [coordinator, lead, colleague] = await Promise.all([
    cast.enter("coordinator", STILL), cast.enter("berkelo-teamleider", STILL), cast.enter("berkelo", STILL),
  ]);
  await openTalk(coordinator, "2.6");
  const said = await start(coordinator, "Schrijf een opmerking", "Kunt u dit voor vrijdag nakijken?", {
    about: "het antwoord van Berkelo", whom: ["Eindredacteur van Berkelo"],
  });
  assert.equal(said.status(), 303);
  await colleague.open("/");
  assert.equal(await waiting(colleague, "Iemand vraagt uw aandacht bij vraag 2.6").count(), 0, "somebody else was named");
  await lead.open("/");
  const mention = waiting(lead, "Iemand vraagt uw aandacht bij vraag 2.6");
  await mention.getByText("Voor u").waitFor();
  const check = await lead.openCheck("Berkelo", 2);
  await check.block("2.6").getByText("1 nieuw").waitFor();
  await lead.open("/");
  await mention.getByRole("link").click();
  const entry = thread(lead, "Kunt u dit voor vrijdag nakijken?");
  await entry.getByText("nieuw", { exact: true }).waitFor();
  await lead.open("/");
  assert.equal(await mention.count(), 0, "what was read is gone");

  await openTalk(lead, "2.6");
  assert.equal(await entry.getByText("nieuw", { exact: true }).count(), 0);
  await reply(lead, entry, "Dat lukt.");
  await coordinator.open("/");
  await waiting(coordinator, "Er is een reactie in uw gesprek bij vraag 2.6").getByText("Laatst geschreven door Berkelo").waitFor();
});

journey("an internal note stays within the organisation, and looks it", async (cast) => {
  const [editor, lead, neighbour, coordinator] = await Promise.all(
    ["lindenmeer", "lindenmeer-teamleider", "waterdam", "coordinator"].map((account) => cast.enter(account)),
  );
  const path = await openTalk(lead, "2.5");
  await openTalk(neighbour, "2.5");
  await openTalk(editor, "2.5");
  const noted = await start(editor, "Schrijf een interne notitie", "Kanarienotitie: eerst intern afstemmen.", {
    whom: ["Eindredacteur van Lindenmeer"], button: "Bewaar de notitie",
  });
  assert.equal(noted.status(), 303);
  await editor.page.getByText("Uw notitie is bewaard.").waitFor();
  const note = thread(lead, "Kanarienotitie: eerst intern afstemmen.");
  await note.getByText("Alleen wie voor Lindenmeer schrijft of beslist, leest dit.").waitFor();
  assert.match(await note.getAttribute("class"), /\bkt-note\b/);
  assert.deepEqual(await violations(lead.page), []);

  const region = path.replace(/\/vraag.*/, "");
  const { municipalities } = await lead.region();
  const check = `${region}/checklist/${municipalities.get("Lindenmeer")}/2`;
  for (const other of [neighbour, coordinator]) {
    for (const address of ["/", region, path, check, `${region}/geschiedenis`, `${region}/stand`]) {
      for (const accept of ["text/html", PAGE_TYPE]) {
        const text = await (await other.context.request.get(address, { headers: { accept } })).text();
        assert.doesNotMatch(text, /Kanarienotitie/, `${address} as ${accept}`);
      }
    }
  }
  assert.equal(await thread(neighbour, "Kanarienotitie").count(), 0, "nothing came over the stream");
});

journey("a refused comment comes back as it was typed", async (cast) => {
  const editor = await cast.enter("waterdam", STILL);
  await openTalk(editor, "1.1");
  const refused = await start(editor, "Schrijf een opmerking", "Bel over 123456782.", { whom: ["Hoogveld"] });
  assert.equal(refused.status(), 422);
  await editor.page.locator(".kt-summary").getByText("burgerservicenummer").waitFor();
  const area = editor.page.locator("#opmerking");
  assert.equal(await area.inputValue(), "Bel over 123456782.");
  assert.equal(await area.getAttribute("aria-invalid"), "true");
  assert.ok(await editor.page.locator("#schrijf").getByRole("checkbox", { name: "Hoogveld", exact: true }).isChecked());
  await area.fill("Wie kent deze cijfers?");
  const said = await posted(editor.page, () => editor.page.locator("#schrijf button[type=submit]").click());
  assert.equal(said.status(), 303);
});

journey("a text that belongs to a person does not leave the page", async (cast) => {
  const editor = await cast.enter("waterdam");
  const sent = [];
  editor.page.on("request", (request) => request.method() === "POST" && sent.push(request.postData() ?? ""));
  await openTalk(editor, "1.1");
  const form = await disclose(editor.page.locator("#opmerkingen"), "Schrijf een opmerking");
  await form.locator("textarea").fill("Bel over 123456782.");
  await form.getByRole("button", { name: "Plaats de opmerking" }).click();
  await form.getByText("burgerservicenummer").waitFor();
  assert.equal(await form.locator("textarea").getAttribute("aria-invalid"), "true");
  assert.deepEqual(await violations(editor.page), []);
  assert.ok(!sent.some((body) => body.includes("123456782")), "it stayed here");
  const said = await start(editor, "Schrijf een opmerking", "Wie belt de politie?");
  assert.equal(said.status(), 303);
});

journey("last words go along when a conversation is dealt with, and what came in between is read first, without scripts", async (cast) => {
  const [editor, lead] = await Promise.all([cast.enter("hoogveld", STILL), cast.enter("waterdam", STILL)]);
  await openTalk(editor, "1.4");
  await start(editor, "Schrijf een opmerking", "Wie is bij jullie het aanspreekpunt?");
  await openTalk(lead, "1.4");
  await reply(lead, thread(lead, "Wie is bij jullie het aanspreekpunt?"), "Het wijkteam.");
  // The page of the editor does not know of the answer yet.
  const hers = thread(editor, "Wie is bij jullie het aanspreekpunt?");
  await (await disclose(hers, "Reageer")).locator("textarea").fill("Dank, dan weten wij dat.");
  const stale = await press(editor, hers, "Dit is afgehandeld");
  assert.equal(stale.status(), 409);
  await editor.page.locator(".kt-summary").getByText("Er is intussen iets bij gezegd.").waitFor();
  await hers.getByText("Het wijkteam.").waitFor();
  assert.equal(await hers.locator("textarea").inputValue(), "Dank, dan weten wij dat.");
  const done = await press(editor, hers, "Dit is afgehandeld");
  assert.equal(done.status(), 303);
  await hers.getByText("Afgehandeld door u").waitFor();
  await hers.getByText("Lees het gesprek (3 opmerkingen)").click();
  await hers.getByText("Dank, dan weten wij dat.").waitFor();
});

journey("an observer reads what is said and has nothing to write with", async (cast) => {
  const observer = await cast.enter("waarnemer");
  await openTalk(observer, "5.3");
  await thread(observer, "Zet dit op de agenda van de werkgroep").waitFor();
  assert.equal(await observer.page.locator("#opmerkingen form").count(), 0);
});

look("a comment is written with the keyboard alone, at 320 px and in English", async (cast) => {
  const editor = await cast.enter("strandmeer", { width: 320 });
  await editor.speak("en");
  await openTalk(editor, "2.2", "Duinkust");
  const summary = editor.page.locator("#schrijf > summary");
  await summary.focus();
  await editor.page.keyboard.press("Enter");
  await editor.page.keyboard.press("Tab");
  await editor.page.keyboard.press("Tab");
  await editor.page.keyboard.type("Wie doet dit al?");
  await editor.page.keyboard.press("Tab");
  await editor.page.keyboard.press("Tab");
  const response = await posted(editor.page, () => editor.page.keyboard.press("Enter"));
  assert.equal(response.status(), 303);
  await editor.page.getByText("Your comment was posted.").waitFor();
  await thread(editor, "Wie doet dit al?").getByText("You", { exact: true }).waitFor();
  assert.deepEqual(await violations(editor.page), []);
  const width = await widthOf(editor.page);
  assert.ok(width <= 320, `${width} px wide`);
  await editor.speak("nl");
});
