// The region answers where it can arrange something; each municipality says whether that holds.

import assert from "node:assert/strict";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { QuestionPage } from "./house/question_page.mjs";

setTheStage();

async function openQuestion(person, question) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/${question}`);
  return new QuestionPage(person.page);
}

const apply = (check, field) => check.page.locator(`button[name=doe][value="geldt:${field}"]`);
const differ = (check, field) => check.page.locator(`button[name=doe][value="geldt-niet:${field}"]`);
/** Opens what one says when it does not hold; it stands open where something was said before. */
async function unfold(check, field) {
  const details = check.block(field).locator("details.kt-disclose");
  if (!(await details.evaluate((one) => one.open))) await details.locator("summary").click();
}

const reason = (check, field) => check.page.locator(`textarea[name="${field}.reden"]`);

journey("the coordinator writes, puts forward, and a municipality takes it over: live", async (cast) => {
  const [coordinator, lead] = await Promise.all([cast.enter("coordinator"), cast.enter("berkelo-teamleider")]);
  const question = await openQuestion(coordinator, "2.6");
  const check = await lead.openCheck("Berkelo", 2);
  const own = await check.explanation("2.6").inputValue();
  await question.choose("2.6", "deels");
  await question.explain("2.6", "Het loket is er, de afspraken nog niet.");
  await question.saved("2.6");
  const { id } = await lead.region();
  for (const address of [`/regio/${id}/vraag/2.6`, `/regio/${id}/stand`, `/regio/${id}/geschiedenis`]) {
    const seen = await (await lead.context.request.get(address)).text();
    assert.ok(!seen.includes("Het loket is er"), `the draft is on ${address}`);
  }
  assert.equal(await apply(check, "2.6").count(), 0, "nothing is asked yet");

  await question.putForward().click();
  await check.block("2.6").getByText("Het loket is er, de afspraken nog niet.").waitFor();
  assert.equal(await check.explanation("2.6").inputValue(), own, "nobody is answered for");
  await question.row("2.6", "Berkelo").getByText("moet nog reageren").waitFor();
  await apply(check, "2.6").click();
  await Promise.all([check.shows("2.6", "deels"), check.reads("2.6", "Het loket is er, de afspraken nog niet.")]);
  await check.saved("2.6");
  await question.row("2.6", "Berkelo").getByText("Geldt ook hier.").waitFor();
  await apply(check, "2.6").waitFor({ state: "detached" });

  await question.explain("2.6", "Het loket is er, en sinds deze week ook de afspraken.");
  await question.saved("2.6");
  await check.block("2.6").getByText("Uw gemeente zei: dit geldt ook hier.").waitFor();
  await question.putForward().click();
  await check.block("2.6").getByText("Het antwoord van de regio is veranderd").waitFor();
  await check.reads("2.6", "Het loket is er, de afspraken nog niet.");
  await question.row("2.6", "Berkelo").getByText("moet opnieuw reageren").waitFor();
});

journey("whoever says that it does not hold says why, at the field", async (cast) => {
  const [coordinator, lead] = await Promise.all([cast.enter("coordinator"), cast.enter("lindenmeer-teamleider")]);
  const question = await openQuestion(coordinator, "2.5");
  await question.explain("2.5", "Op de pagina van de GGD staan alle lessen, per school.");
  await question.saved("2.5");
  await question.putForward().click();
  const check = await lead.openCheck("Lindenmeer", 2);
  await unfold(check, "2.5");
  await differ(check, "2.5").click();
  await check.summary().getByRole("link", { name: /Schrijf eerst waarom/ }).click();
  await eventually("the link leads to the reason", () =>
    check.page.evaluate(() => document.activeElement?.id === "r2.5" || location.hash === "#r2.5"));
  assert.equal(await reason(check, "2.5").getAttribute("aria-invalid"), "true");
  assert.notEqual(await check.explanation("2.5").getAttribute("aria-invalid"), "true");

  await reason(check, "2.5").fill("Bel 111222333 daarover.");
  await differ(check, "2.5").click();
  await check.block("2.5").getByText("In deze tekst staat een burgerservicenummer").waitFor();
  assert.ok(!(await lead.kept()).includes("111222333"), "nor is it kept on the device");
  await reason(check, "2.5").fill("Onze scholen doen niet mee.");
  await differ(check, "2.5").click();
  await check.block("2.5").getByText("Uw gemeente zei: dit geldt hier niet.").waitFor();
  await question.row("2.5", "Lindenmeer").getByText("Onze scholen doen niet mee.").waitFor();
  assert.ok(!stage.server.log.includes("111222333"));
});

journey("an editor reads it, and whoever may confirm reacts", async (cast) => {
  const [coordinator, editor] = await Promise.all([cast.enter("coordinator"), cast.enter("berkelo")]);
  const question = await openQuestion(coordinator, "3.4");
  await question.choose("3.4", "nee");
  await question.explain("3.4", "Daar is regionaal niets over afgesproken.");
  await question.saved("3.4");
  await question.putForward().click();
  const check = await editor.openCheck("Berkelo", 3);
  await check.block("3.4").getByText("Daar is regionaal niets over afgesproken.").waitFor();
  await check.block("3.4").getByText("Een collega die mag bevestigen, zegt of dit ook hier geldt.").waitFor();
  assert.equal(await apply(check, "3.4").count(), 0);
});

journey("without scripts it is written, put forward and taken over as well", async (cast) => {
  const quiet = { scripts: false };
  const [coordinator, lead] = await Promise.all([
    cast.enter("coordinator", quiet), cast.enter("berkelo-teamleider", quiet),
  ]);
  const question = await openQuestion(coordinator, "1.3");
  await question.choose("1.3a", "deels");
  await question.explanation("1.3a").fill("");
  await question.putForward().click();
  await question.summary().getByRole("link", { name: /Vul eerst een toelichting in/ }).waitFor();
  assert.equal(await question.chosen("1.3a"), "deels", "the page still holds it");
  await question.explanation("1.3a").fill("Twee van de drie ketenpartners tellen mee.");
  await question.putForward().click();
  await coordinator.page.getByText("is voorgelegd aan de gemeenten").waitFor();

  const check = await lead.openCheck("Berkelo", 1);
  await unfold(check, "1.3a");
  await differ(check, "1.3a").click();
  await check.summary().getByRole("link", { name: /Schrijf eerst waarom/ }).waitFor();
  await apply(check, "1.3a").click();
  await lead.page.getByText("is nu ook het antwoord van uw gemeente").waitFor();
  assert.equal(await check.chosen("1.3a"), "deels");
  assert.equal(await check.explanation("1.3a").inputValue(), "Twee van de drie ketenpartners tellen mee.");
});

journey("whoever types a reason while the region answers anew keeps the text and is told", async (cast) => {
  const [coordinator, lead] = await Promise.all([cast.enter("coordinator"), cast.enter("berkelo-teamleider")]);
  const question = await openQuestion(coordinator, "2.1");
  await question.choose("2.1", "nee");
  await question.explain("2.1", "Een plan van de regio is er niet.");
  await question.saved("2.1");
  await question.putForward().click();
  const check = await lead.openCheck("Berkelo", 2);
  await unfold(check, "2.1");
  await reason(check, "2.1").pressSequentially("Bij ons is er wel een plan");
  await question.explain("2.1", "Een plan van de regio is er nog niet. Het komt in het voorjaar.");
  await question.saved("2.1");
  await question.putForward().click();
  await check.block("2.1").getByText("Het komt in het voorjaar").waitFor();
  assert.equal(await reason(check, "2.1").inputValue(), "Bij ons is er wel een plan");
  assert.equal(await check.page.evaluate(() => document.activeElement?.id), "r2.1", "nor is the place lost");
  await differ(check, "2.1").click();
  await check.block("2.1").getByText("Er is iets veranderd nadat u keek").waitFor();
  assert.equal(await reason(check, "2.1").inputValue(), "Bij ons is er wel een plan");
  await differ(check, "2.1").click();
  await question.row("2.1", "Berkelo").getByText("Bij ons is er wel een plan").waitFor();
});

journey("a reason that waits for the server survives a reload", async (cast) => {
  const [coordinator, lead] = await Promise.all([cast.enter("coordinator"), cast.enter("lindenmeer-teamleider")]);
  const question = await openQuestion(coordinator, "3.5");
  await question.choose("3.5", "weet-niet");
  await question.explain("3.5", "Dit zoeken wij nog uit.");
  await question.saved("3.5");
  await question.putForward().click();
  const check = await lead.openCheck("Lindenmeer", 3);
  await unfold(check, "3.5");
  await lead.page.route("**/opdrachten", (route) => route.fulfill({ status: 503, json: { problem: "busy" } }));
  await reason(check, "3.5").fill("Hier is het al geregeld.");
  await differ(check, "3.5").click();
  await check.block("3.5").getByRole("button", { name: "Probeer opnieuw" }).waitFor();
  await lead.page.unroute("**/opdrachten");
  const again = await lead.openCheck("Lindenmeer", 3);
  await eventually("the reason stands there again", async () =>
    (await reason(again, "3.5").inputValue()) === "Hier is het al geregeld.");
  await question.row("3.5", "Lindenmeer").getByText("Hier is het al geregeld.").waitFor();
});

for (const scripts of [true, false]) {
  journey(`Enter in a form shares and puts forward nothing, ${scripts ? "with" : "without"} scripts`, async (cast) => {
    const [coordinator, lead] = await Promise.all([
      cast.enter("coordinator", { scripts }), cast.enter("berkelo-teamleider", { scripts }),
    ]);
    const check = await lead.openCheck("Berkelo", 5);
    const question = await openQuestion(coordinator, "5.1");
    const { id } = await lead.region();
    const seen = async () => {
      const { region } = (await lead.data(`/regio/${id}/checklist`)).screen.grid[0];
      return JSON.stringify([region.answers, region.regional]);
    };
    const before = await seen();
    for (const [page, field] of [[check, "5.3"], [question, "5.1"]]) {
      await page.radio(field, "ja").focus();
      const arrived = scripts ? null : page.page.waitForEvent("load");
      await page.page.keyboard.press("Enter");
      await arrived;
    }
    await coordinator.open(`/regio/${id}`);
    assert.equal(await seen(), before);
  });
}

journey("the grid shows what the region answers and who must still react", async (cast) => {
  const reader = await cast.enter("waarnemer");
  const { id } = await reader.region();
  await reader.open(`/regio/${id}/checklist?antwoord=nog-reageren`);
  const marks = reader.page.locator(".kt-grid tbody td:not(.kt-reg)").getByText("reactie nodig");
  await eventually("somebody must react", async () => 0 < (await marks.count()));
  const rows = reader.page.locator(".kt-grid tbody tr:has(td)");
  for (let at = 0; at < (await rows.count()); at += 1) {
    assert.ok(0 < (await rows.nth(at).getByText("reactie nodig").count()), `row ${at} has one`);
    assert.match(await rows.nth(at).locator("td.kt-reg").innerText(), /\d van \d reageerden?/);
  }
});
