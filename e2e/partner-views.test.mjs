// Partners say how they see it: sealed until the round is discussed, then for everyone to read.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { violations } from "./house/axe.mjs";
import { doors } from "./house/doors.mjs";
import { journey, look, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { QuestionPage } from "./house/question_page.mjs";
import { posted, widthOf } from "./house/screens.mjs";
import { listen } from "./house/stream.mjs";

setTheStage();

const REGION = "Duinkust";
const FORMS = ["text/html", PAGE_TYPE, "application/json"];

async function openQuestion(person, question, region = REGION) {
  const { id } = await person.region(region);
  await person.open(`/regio/${id}/vraag/${question}`);
  return new QuestionPage(person.page);
}

const give = (page, field) => page.page.locator(`button[name=doe][value="deel:${field}"]`);
const withdraw = (page, field) => page.page.locator(`button[name=doe][value="trek-in:${field}"]`);
const partners = (page) => page.page.locator("section:has(#h-partners)");

async function write(page, field, value, text, how) {
  await page.choose(field, value);
  await page.explain(field, text);
  await page.source(field).fill(how);
  await page.source(field).blur();
  await page.saved(field);
  await page.savedSource(field);
}

/** Reads whatever may give a view away. */
async function everything(person) {
  const addresses = doors(await person.region(REGION), { questions: ["3.5", "4.4"], word: "kanari" });
  let all = "";
  for (const address of addresses) {
    for (const accept of FORMS) {
      all += await (await person.context.request.get(address, { headers: { accept } })).text();
    }
  }
  return all;
}

journey("a view is sealed: others count it, the coordinator knows whose it is, nobody reads it", async (cast) => {
  const [police, municipality, coordinator, other] = await Promise.all([
    cast.enter("duinkust-politie"), cast.enter("duinkust"), cast.enter("duinkust-coordinator"), cast.enter("debrug"),
  ]);
  const readers = [municipality, coordinator, other];
  const { id } = await municipality.region(REGION);
  const region = async (reader) => (await reader.context.request.get(`/regio/${id}/stand`)).json();
  const { participations } = await region(police);
  const [whose] = Object.entries(participations).find(([, { kind }]) => kind === "police");
  const streams = await Promise.all(readers.map((reader) => listen(reader, `/regio/${id}/stroom?na=0`)));
  const [hers, seen, known] = await Promise.all([
    openQuestion(police, "3.5"), openQuestion(municipality, "3.5"), openQuestion(coordinator, "3.5"),
  ]);
  await partners(seen).getByText("Hier staat geen kijk van een partner.").waitFor();
  await write(hers, "3.5", "nee", "Alleen kanarie-uitleg.", "Uit kanarie-bron.");
  await give(hers, "3.5").click();
  await hers.page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor();
  await partners(seen).getByText("1 partner heeft een kijk gegeven. Die is verzegeld").waitFor();
  assert.ok(!(await partners(seen).innerText()).includes("Politie"), "others do not know whose it is");
  await partners(known).getByText("Alleen coördinatoren zien wie dat zijn: Politie-eenheid Duinkust.").waitFor();
  const nobodyReads = async (typed, count) => {
    for (const [at, reader] of readers.entries()) {
      const all = (await everything(reader)) + streams[at].text;
      for (const text of typed) assert.ok(!all.includes(text), `reader ${at} can read ${text}`);
      const { partner_views: views } = await region(reader);
      const by = at === 1 && 0 < count ? { by: [whose] } : {};
      const holds = count === 0 ? undefined : { sealed: { count, ...by } };
      assert.deepEqual(views["3.5"], holds, `reader ${at} knows the number, and only coordinators whose`);
    }
  };
  await nobodyReads(["kanarie-"], 1);

  // Changed and given again, it counts once; taken back, it counts no more, and the text stays.
  await hers.explain("3.5", "Toch kanarie-anders.");
  await hers.page.getByText("U veranderde iets nadat u uw kijk gaf.").waitFor();
  await give(hers, "3.5").click();
  await hers.page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor();
  await nobodyReads(["kanarie-"], 1);
  assert.ok((await partners(seen).innerText()).includes("1 partner heeft een kijk gegeven."));
  await withdraw(hers, "3.5").click();
  await partners(seen).getByText("Hier staat geen kijk van een partner.").waitFor();
  await hers.page.getByText("Nu nog concept: alleen uw organisatie ziet dit.").waitFor();
  assert.equal(await hers.explanation("3.5").inputValue(), "Toch kanarie-anders.");
  assert.equal(await hers.page.evaluate(() => document.activeElement.id), "stand-3.5");
  await nobodyReads(["kanarie-"], 0);
  await give(hers, "3.5").click();
  await partners(seen).getByText("1 partner heeft een kijk gegeven.").waitFor();
  for (const stream of streams) stream.close();
});

for (const language of ["nl", "en"]) {
  look(`what is sealed, and the start of a discussion, are accessible in ${language}`, async (cast) => {
    for (const [account, page] of [["duinkust-politie", "/vraag/4.2"], ["duinkust-coordinator", "/vraag/4.2"], ["duinkust-coordinator", ""]]) {
      const person = await cast.enter(account);
      await person.speak(language);
      const { id } = await person.region(REGION);
      await person.open(`/regio/${id}${page}`);
      const more = person.page.locator("details.kt-disclose summary");
      if (0 < (await more.count())) await more.first().click();
      for (const [width, height] of [[1280, 900], [320, 700]]) {
        await person.page.setViewportSize({ width, height });
        assert.deepEqual(await violations(person.page), [], `${account}${page} at ${width}`);
        assert.ok((await widthOf(person.page)) <= width);
      }
      await person.speak("nl"); // The account keeps its language.
    }
  });
}

journey("without scripts a partner gives its view, and what is wrong stands at its field", async (cast) => {
  const police = await cast.enter("duinkust-politie", { scripts: false });
  const page = await openQuestion(police, "4.3");
  await page.choose("4.3", "deels");
  await page.source("4.3").fill("Zie 123456782.");
  assert.equal((await posted(page.page, () => give(page, "4.3").click())).status(), 422);
  await page.page.locator('[id="b4.3-fout"]').getByText("burgerservicenummer").waitFor();
  assert.equal(await page.source("4.3").inputValue(), "Zie 123456782.");
  await page.page.locator(".kt-summary a").first().click();
  assert.equal(await page.page.evaluate(() => document.activeElement?.id || location.hash.slice(1)), "b4.3");
  await page.source("4.3").fill("Uit onze eigen tellingen.");
  assert.equal((await posted(page.page, () => give(page, "4.3").click())).status(), 422);
  await page.page.locator('[id="t4.3-fout"]').getByText("Vul eerst een toelichting in").waitFor();
  await page.explanation("4.3").fill("Alleen overdag.");
  assert.equal((await posted(page.page, () => give(page, "4.3").click())).status(), 303);
  await page.page.getByText("U hebt uw kijk gegeven.").waitFor();
  await page.page.getByText("Verzegeld: alleen uw organisatie leest dit").waitFor();
  assert.equal(await page.source("4.3").inputValue(), "Uit onze eigen tellingen.");
  await posted(page.page, () => withdraw(page, "4.3").click());
  await page.page.getByText("Uw kijk is ingetrokken. De tekst is nu een concept.").waitFor();
});

journey("two colleagues write how they know it at once: both texts are kept", async (cast) => {
  const [one, two] = await Promise.all([cast.enter("debrug"), cast.enter("debrug")]);
  const [first, second] = await Promise.all([openQuestion(one, "5.1"), openQuestion(two, "5.1")]);
  await first.source("5.1").fill("Uit ons register. Uit gesprekken.");
  await first.source("5.1").blur();
  await eventually("the colleague sees it", async () =>
    (await second.source("5.1").inputValue()) === "Uit ons register. Uit gesprekken.");
  await two.context.setOffline(true);
  await second.source("5.1").fill("Uit ons register. Uit vele gesprekken.");
  await second.source("5.1").blur();
  await first.source("5.1").fill("Uit ons eigen register. Uit gesprekken.");
  await first.source("5.1").blur();
  await first.savedSource("5.1");
  await two.context.setOffline(false);
  for (const page of [first, second]) {
    await eventually("both read both", async () =>
      (await page.source("5.1").inputValue()) === "Uit ons eigen register. Uit vele gesprekken.");
  }
});

journey("the discussion opens every view for everyone, at once and by the entry itself", async (cast) => {
  const [coordinator, municipality, police, still] = await Promise.all([
    cast.enter("duinkust-coordinator"), cast.enter("duinkust"), cast.enter("duinkust-politie"),
    cast.enter("strandmeer", { scripts: false }),
  ]);
  const [seen, hers] = await Promise.all([openQuestion(municipality, "4.4"), openQuestion(police, "4.4")]);
  await partners(seen).getByText("1 partner heeft een kijk gegeven.").waitFor();
  const { id } = await coordinator.region(REGION);
  await coordinator.open(`/regio/${id}`);
  await coordinator.page.getByText("Ik wil de bespreking starten").click();
  await Promise.all([
    coordinator.page.waitForEvent("load"),
    coordinator.page.locator("button[name=doe][value=bespreek-ronde]").click(),
  ]);
  await coordinator.page.getByText("is in bespreking sinds").waitFor();
  assert.equal(await coordinator.page.locator("button[name=doe][value=bespreek-ronde]").count(), 0);
  await partners(seen).getByText("Zonder convenant kunnen wij niets delen.").waitFor();
  await partners(seen).getByText("Onze privacyadviseur.").waitFor();
  await hers.page.getByText("Iedereen in de regio kan dit lezen.").waitFor();
  await still.open(`/regio/${id}/vraag/4.4`);
  await still.page.getByText("Zonder convenant kunnen wij niets delen.").waitFor();
  await still.open(`/regio/${id}/geschiedenis`);
  await still.page.getByText("startte de bespreking van de ronde.").first().waitFor();

  await hers.explain("4.4", "Met een convenant kan het wel.");
  await hers.saved("4.4");
  assert.ok(!(await partners(seen).innerText()).includes("Met een convenant"), "a draft is a draft");
  await give(hers, "4.4").click();
  await partners(seen).getByText("Met een convenant kan het wel.").waitFor();
});

journey("nobody gives or takes back the view of another, through any door", async (cast) => {
  const { region: veenland, police } = await views(await cast.enter("politie", { scripts: false }));
  for (const [account, status] of [["waterdam", 403], ["waarnemer", 403], ["coordinator", 403], ["veiligthuis", 403], ["duinkust", 404]]) {
    const person = await cast.enter(account, { scripts: false });
    const send = async (command) => (await person.context.request.post(`/regio/${veenland}/opdrachten`, {
      headers: { "content-type": "application/json" }, data: { id: randomUUID(), command },
    })).status();
    const about = { partner: police, field: "4.4" };
    const seen = "0".repeat(16);
    assert.equal(await send({ give_views: { partner: police, answers: [{ field: "4.4", seen }] } }), status, `${account} gives`);
    assert.equal(await send({ withdraw_view: { ...about, seen } }), status, `${account} takes back`);
    assert.equal(await send({ answer_as_partner: { ...about, change: { from: null, to: "yes" } } }), status, `${account} chooses`);
    const text = { wording: "source", base: seen, text: "Van een ander." };
    assert.equal(await send({ explain_as_partner: { ...about, ...text } }), status, `${account} writes`);
  }
  await eventually("who tries is in the log, by number", () => stage.server.log.includes("refused: not allowed"));
  assert.ok(!stage.server.log.includes("Van een ander."), "and what they typed is not");
});

async function views(person) {
  const { id } = await person.region("Veenland-Oost");
  const { participations } = await (await person.context.request.get(`/regio/${id}/stand`)).json();
  const [police] = Object.entries(participations).find(([, { kind }]) => kind === "police");
  return { region: id, police };
}

journey("whoever is no partner has no form for a view", async (cast) => {
  for (const account of ["waterdam", "waarnemer", "coordinator"]) {
    const person = await cast.enter(account, { scripts: false });
    const page = await openQuestion(person, "5.3", "Veenland-Oost");
    assert.equal(await page.source("5.3").count(), 0, account);
    await partners(page).getByText("Onze eigen doorlooptijden.").waitFor();
  }
});
