// What goes wrong is said in plain words, and nothing typed is lost.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { CheckPage } from "./house/check_page.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { demoPassword } from "./house/person.mjs";

setTheStage();

/** A number that passes the eleven test; it belongs to nobody in particular. */
const BSN = "111222333";
const TEXT_CHARS_MAX = 20_000;

journey("a citizen service number is refused in the page, and never leaves it", async (cast) => {
  const editor = await cast.enter("berkelo");
  const check = await editor.openCheck("Berkelo", 4);
  const posted = [];
  editor.page.on("request", (request) => {
    if (request.method() === "POST") posted.push(request.postData() ?? "");
  });
  await check.explain("4.3", `De zorgcoördinator van ${BSN} is weg.`);
  await check.block("4.3").getByText("In deze tekst staat een burgerservicenummer").waitFor();
  assert.equal(await check.explanation("4.3").getAttribute("aria-invalid"), "true");
  assert.equal(await check.explanation("4.3").inputValue(), `De zorgcoördinator van ${BSN} is weg.`);
  assert.ok(!(await editor.kept()).includes(BSN), "nor is it kept on the device");

  await check.explain("4.3", "De zorgcoördinator is weg.");
  await check.saved("4.3");
  assert.ok(0 < posted.length, "the rewritten text was sent");
  assert.ok(posted.every((body) => !body.includes(BSN)));
  assert.ok(!stage.server.log.includes(BSN));
  await check.block("4.3").getByText("In deze tekst staat een burgerservicenummer").waitFor({ state: "detached" });
});

journey("without scripts the server refuses it, and keeps it nowhere", async (cast) => {
  const editor = await cast.enter("berkelo", { scripts: false });
  const check = await editor.openCheck("Berkelo", 3);
  await check.explanation("3.3").fill(`Bel over ${BSN}.`);
  await check.button("bewaar").click();
  await check.summary().waitFor();
  assert.equal(await check.explanation("3.3").inputValue(), `Bel over ${BSN}.`, "the page still holds it");
  assert.match(await check.summary().innerText(), /burgerservicenummer/);
  const again = await editor.openCheck("Berkelo", 3);
  assert.ok(!(await again.page.content()).includes(BSN));
  assert.ok(!stage.server.log.includes(BSN));
});

for (const scripts of [true, false]) {
  journey(`what belongs to a person is named, ${scripts ? "as it is typed" : "without scripts"}`, async (cast) => {
    const editor = await cast.enter("berkelo", { scripts });
    const check = await editor.openCheck("Berkelo", 4);
    for (const [text, said] of [
      ["Vergoeding op NL91 ABNA 0417 1643 00.", "rekeningnummer (IBAN)"],
      ["Bel haar op 06-12 34 56 78.", "telefoonnummer van een persoon"],
      ["Mail naar zonnetje@gmail.com.", "privé-mailadres"],
      ["Het meisje (12-03-2009) is aangemeld.", "geboortedatum"],
      ["Zijn auto heeft kenteken GB-482-K.", "kenteken"],
    ]) {
      const block = check.block("4.4");
      if (scripts) await check.explain("4.4", text);
      else {
        await check.explanation("4.4").fill(text);
        await check.button("bewaar").click();
      }
      await block.getByText(`In deze tekst staat een ${said}`).waitFor();
      assert.equal(await check.explanation("4.4").inputValue(), text, "it can be mended where it stands");
    }
    const passes = "Meldpunt: 0800-2000 of meldpunt@berkelo.nl, besloten op 12-03-2026 (art. 9 AVG).";
    if (scripts) {
      await check.explain("4.4", passes);
      await check.saved("4.4");
    } else {
      await check.explanation("4.4").fill(passes);
      await check.button("bewaar").click();
      await check.block("4.4").getByText("In deze tekst staat").waitFor({ state: "detached" });
    }
  });
}

journey("a text that is too long is refused with the numbers, and stays", async (cast) => {
  const editor = await cast.enter("berkelo");
  const check = await editor.openCheck("Berkelo", 5);
  const before = await check.explanation("5.3").inputValue();
  const long = "Te lang. ".repeat(TEXT_CHARS_MAX / 9 + 10);
  await check.explain("5.3", long);
  await check.block("5.3").getByText("Deze tekst is te lang").waitFor();
  assert.equal(await check.explanation("5.3").inputValue(), long);
  const other = await cast.enter("berkelo-teamleider");
  const his = await other.openCheck("Berkelo", 5);
  assert.equal(await his.explanation("5.3").inputValue(), before);
  await check.explain("5.3", "Kort en goed.");
  await his.reads("5.3", "Kort en goed.");
});

journey("sharing without an explanation is refused at the field, in the page itself", async (cast) => {
  const editor = await cast.enter("lindenmeer");
  const check = await editor.openCheck("Lindenmeer", 2);
  await check.sayWhyNow();
  await check.choose("2.1", "nee");
  await check.explain("2.1", "");
  await check.shareButton("2.1").click();
  await check.summary().getByRole("link", { name: /Vul eerst een toelichting in/ }).click();
  await eventually("the link leads to the field", () =>
    editor.page.evaluate(() => document.activeElement?.id === "t2.1" || location.hash === "#t2.1"));
  await check.explain("2.1", "Er is nog geen beleid.");
  await check.shareButton("2.1").click();
  await check.shareButton("2.1").waitFor({ state: "hidden" });
});

journey("a server that cannot save is said so, and tried again when asked", async (cast) => {
  const editor = await cast.enter("berkelo");
  const check = await editor.openCheck("Berkelo", 2);
  let tries = 0;
  const inTrouble = (route) => {
    tries += 1;
    return route.fulfill({ status: 503, json: { problem: "out_of_order" } });
  };
  await editor.page.route("**/opdrachten", inTrouble);
  await check.explain("2.2", "Getypt toen het opslaan niet lukte.");
  const again = check.block("2.2").getByRole("button", { name: "Probeer opnieuw" });
  await again.waitFor();
  assert.equal(await check.said("2.2"), "Niet opgeslagen. Uw antwoord staat nog hier.");
  assert.equal(await check.explanation("2.2").inputValue(), "Getypt toen het opslaan niet lukte.");
  assert.match(await editor.kept(), /Getypt toen het opslaan niet lukte/);
  assert.deepEqual(await violations(editor.page), []);

  // The page tries again by itself too: while it fails, the button stands there.
  const before = tries;
  await again.click();
  await eventually("it is tried again", () => before < tries);
  await editor.page.unroute("**/opdrachten", inTrouble);
  await check.saved("2.2");
  await again.waitFor({ state: "detached" });
  const lead = await cast.enter("berkelo-teamleider");
  const his = await lead.openCheck("Berkelo", 2);
  assert.equal(await his.explanation("2.2").inputValue(), "Getypt toen het opslaan niet lukte.");
});

journey("the session ends in the middle of typing: sign in again, and it is sent", async (cast) => {
  const editor = await cast.enter("berkelo");
  const check = await editor.openCheck("Berkelo", 1);
  const elsewhere = await editor.tab();
  await elsewhere.goto("/kennisbank");
  await elsewhere.getByRole("button", { name: "Uitloggen" }).click();
  await elsewhere.waitForURL("**/inloggen*");

  await check.explain("1.3b", "Getypt na het uitloggen.");
  await check.line().filter({ hasText: "U bent uitgelogd." }).waitFor();
  assert.equal(await check.explanation("1.3b").inputValue(), "Getypt na het uitloggen.");
  assert.match(await editor.kept(), /Getypt na het uitloggen/);
  const address = new URL(check.page.url()).pathname;

  await check.line().getByRole("link", { name: "Inloggen" }).click();
  const password = await check.page.locator("input[type=hidden][name=wachtwoord]").first().inputValue();
  await editor.fillInSignIn("berkelo", password);
  await check.page.waitForURL(`**${address}`);
  const again = new CheckPage(check.page);
  await again.saved("1.3b");
  await again.reads("1.3b", "Getypt na het uitloggen.");
  assert.equal(await editor.kept(), "[]");
  const other = await cast.enter("berkelo-teamleider");
  const his = await other.openCheck("Berkelo", 1);
  assert.equal(await his.explanation("1.3b").inputValue(), "Getypt na het uitloggen.");
});

journey("a page does not live on under the session of somebody else", async (cast) => {
  const neighbour = await cast.enter("hoogveld");
  const draft = await neighbour.openCheck("Hoogveld", 2);
  await draft.choose("2.4", "deels");
  await draft.saved("2.4");

  const editor = await cast.enter("berkelo");
  const { id } = await editor.region();
  await editor.open(`/regio/${id}/checklist`);
  const drafts = () => editor.page.locator("main").getByText("concept", { exact: true }).count();
  const own = await drafts();
  const elsewhere = await editor.tab();
  await elsewhere.goto("/kennisbank");
  await elsewhere.getByRole("button", { name: "Uitloggen" }).click();
  await elsewhere.waitForURL("**/inloggen*");
  await elsewhere.locator("button[name=naam][value=hoogveld]").click();
  await elsewhere.waitForURL((url) => url.pathname !== "/inloggen");

  const line = editor.page.locator(".kt-offline");
  await line.filter({ hasText: "U bent uitgelogd." }).waitFor();
  await editor.page.evaluate(() => {
    window.said = [];
    const line = document.querySelector(".kt-offline").parentElement;
    const note = () => window.said.push(line.innerText);
    new MutationObserver(note).observe(line, { childList: true, subtree: true, characterData: true });
  });
  for (let time = 0; time < 3; time += 1) {
    const refused = editor.page.waitForResponse((response) => response.url().includes("/stand"));
    await editor.page.evaluate(() => window.dispatchEvent(new Event("focus")));
    assert.equal((await refused).status(), 401);
  }
  const said = await editor.page.evaluate(() => window.said);
  assert.deepEqual(said, [], "it is said once");
  assert.equal(await drafts(), own, "the other one's drafts are not shown");
});

journey("the way to sign in again leads back to the whole address", async (cast) => {
  const editor = await cast.enter("lindenmeer");
  const { id, municipalities } = await editor.region();
  const address = `/regio/${id}/checklist/${municipalities.get("Lindenmeer")}/1?een=1&twee=2`;
  await editor.open(address);
  const check = new CheckPage(editor.page);
  const elsewhere = await editor.tab();
  await elsewhere.goto("/kennisbank");
  await elsewhere.getByRole("button", { name: "Uitloggen" }).click();
  await elsewhere.waitForURL("**/inloggen*");
  await check.explain("1.4", "Getypt na het uitloggen.");
  await check.line().getByRole("link", { name: "Inloggen" }).click();
  await editor.fillInSignIn("lindenmeer", await demoPassword(editor.page));
  await editor.page.waitForURL((url) => `${url.pathname}${url.search}` === address);
});

journey("a wrong password and an unknown account are told alike, and what was typed stays", async (cast) => {
  const visitor = await cast.visitor({ scripts: false });
  const said = [];
  for (const account of ["berkelo", "bestaat-niet"]) {
    await visitor.page.goto("/inloggen");
    await visitor.fillInSignIn(account, "niet het wachtwoord");
    await visitor.page.locator(".kt-summary").waitFor();
    assert.equal(await visitor.page.locator("#naam").inputValue(), account);
    assert.equal(await visitor.page.locator("#wachtwoord").inputValue(), "");
    said.push(await visitor.page.locator("main").innerText());
  }
  assert.equal(said[0], said[1]);
});

journey("a page that is not there says so, with a way on", async (cast) => {
  const editor = await cast.enter("berkelo");
  for (const address of ["/bestaat-niet", "/regio/geen-id", "/regio/00000000-0000-0000-0000-000000000000/checklist"]) {
    const response = await editor.page.goto(address);
    assert.equal(response.status(), 404, address);
    assert.equal(await editor.page.locator("h1").innerText(), "Deze pagina is er niet");
    assert.ok(0 < (await editor.page.locator("main a[href]").count()), "there is a way on");
  }
});

journey("broken forms and commands are refused, and the server goes on", async (cast) => {
  const editor = await cast.enter("berkelo");
  const { id, municipalities } = await editor.region();
  const command = (data) =>
    editor.context.request.post(`/regio/${id}/opdrachten`, { headers: { "content-type": "application/json" }, data });
  for (const body of ["{", "null", '{"id":"x"}', '"tekst"']) {
    assert.equal((await command(body)).status(), 400, body);
  }
  assert.equal((await command(JSON.stringify({ id: "x".repeat(300_000) }))).status(), 413);
  const form = (data) =>
    editor.context.request.post(`/regio/${id}/checklist/${municipalities.get("Berkelo")}/1`, {
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, data,
    });
  assert.equal((await form("doe=verwijder")).status(), 400);
  assert.equal((await form(`x=${"y".repeat(600_000)}`)).status(), 413);
  const foreign = await editor.context.request.post(`/regio/${id}/opdrachten`, {
    headers: { "content-type": "application/json", "sec-fetch-site": "cross-site" }, data: "{}",
  });
  assert.equal(foreign.status(), 403);
  assert.equal((await editor.page.goto(`/regio/${id}`)).status(), 200);
});
