// One's own account: two steps, recovery codes, sessions, the password, and proving who one is.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { demoPassword, live } from "./house/person.mjs";
import { FACTOR, giveCode, setUp } from "./house/second_step.mjs";
import { Phone } from "./house/phone.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const STRONG = "vlonder kruimel acht parasol";
const MORE_THAN_A_PROOF_HOLDS_MS = 61 * 60 * 1_000;

const press = (person, name, within = person.page) =>
  posted(person.page, () => within.getByRole("button", { name }).first().click());

/** The whole page fits, and is sound. */
async function fits(page, width) {
  const wide = await widthOf(page);
  assert.ok(wide <= width, `${page.url()} is ${wide} wide`);
  assert.deepEqual(await violations(page), []);
}

/** Gives the name and the password, and stays where that leads. */
async function givePassword(person, account) {
  await person.page.goto("/inloggen");
  const password = await demoPassword(person.page);
  await posted(person.page, () => person.fillInSignIn(account, password));
}

journey("two steps are set up, asked for, and helped out of, on a small screen", async (cast) => {
  const person = await cast.enter("noorderkaap", { scripts: "lost", width: 320 });
  await person.page.getByRole("link", { name: "Account", exact: true }).click();
  await person.page.getByRole("heading", { name: "Uw account", level: 1 }).waitFor();
  await fits(person.page, 320);
  await person.page.getByRole("link", { name: "Stel inloggen in twee stappen in" }).click();
  await fits(person.page, 320);
  await press(person, "Begin");
  await fits(person.page, 320);
  const phone = await Phone.of(person.page);
  await person.page.locator("#code").fill("000000");
  assert.equal((await press(person, "Zet inloggen in twee stappen aan")).status(), 422);
  await person.page.locator(".kt-summary a").click();
  assert.equal(new URL(person.page.url()).hash, "#code");
  await fits(person.page, 320);
  await person.page.locator("#code").fill(await phone.next(person.page));
  assert.equal((await press(person, "Zet inloggen in twee stappen aan")).status(), 200);
  const codes = await person.page.locator("#herstelcodes li").allInnerTexts();
  assert.equal(codes.length, 10);
  await fits(person.page, 320);
  // Whoever leaves the page before saying that they kept the codes is asked until they do.
  await person.page.goto("/account");
  await person.page.getByText("U hebt nog niet gezegd dat u uw herstelcodes hebt bewaard.").waitFor();
  await fits(person.page, 320);
  await person.page.goto(FACTOR);
  await person.page.getByText("U hebt nog niet gezegd dat u uw herstelcodes hebt bewaard.").waitFor();
  await fits(person.page, 320);
  assert.equal((await press(person, "Ik heb de codes bewaard: ga verder")).status(), 303);
  await person.page.getByRole("heading", { name: "Uw account", level: 1 }).waitFor();
  assert.equal(await person.page.getByText("U hebt nog niet gezegd").count(), 0);
  await press(person, "Uitloggen");

  // The password alone opens nothing; a wrong code and a used one answer alike; the keyboard is enough.
  await givePassword(person, "noorderkaap");
  await person.page.getByRole("heading", { name: "Typ uw code", level: 1 }).waitFor();
  await fits(person.page, 320);
  for (const code of ["000000", phone.last()]) {
    assert.equal((await giveCode(person, code)).status(), 422, code);
    await person.page.getByText("Deze code klopt niet, of is al gebruikt.").first().waitFor();
  }
  await person.page.locator("#code").fill(await phone.next(person.page));
  await posted(person.page, () => person.page.keyboard.press("Enter"));
  await person.page.getByRole("heading", { name: "Mijn werk", level: 1 }).waitFor();

  // Without the phone: a code for that, once.
  await press(person, "Uitloggen");
  await givePassword(person, "noorderkaap");
  await person.page.locator("summary", { hasText: "Een herstelcode gebruiken" }).click();
  assert.equal((await giveCode(person, codes[0].toUpperCase())).status(), 303);
  await press(person, "Uitloggen");
  await givePassword(person, "noorderkaap");
  assert.equal((await giveCode(person, codes[0])).status(), 422);
  assert.equal((await giveCode(person, codes[1])).status(), 303);
  await person.page.goto(FACTOR);
  await person.page.getByText("U hebt nog 8 herstelcodes.").waitFor();
  await fits(person.page, 320);

  // In English as well, and off again.
  await person.speak("en");
  await person.page.getByRole("heading", { name: "Signing in in two steps", level: 1 }).waitFor();
  await person.page.locator("#wachtwoord").fill("not this");
  await person.page.locator("#code").fill(codes[2]);
  assert.equal((await press(person, "Turn off signing in in two steps")).status(), 422);
  await person.page.getByText("This is not right.").first().waitFor();
  const visitor = await cast.visitor();
  await visitor.page.goto("/inloggen");
  await person.page.locator("#wachtwoord").fill(await demoPassword(visitor.page));
  await person.page.locator("#code").fill(codes[2]);
  assert.equal((await press(person, "Turn off signing in in two steps")).status(), 303);
  await person.page.getByText("Signing in in two steps is turned off.").waitFor();
  await fits(person.page, 320);
});

journey("a session that is ended elsewhere says so on its open page at once, and so does a new password", async (cast) => {
  const [here, there] = await Promise.all([cast.enter("lindenmeer", { scripts: false }), cast.enter("lindenmeer")]);
  const check = await there.openCheck("Lindenmeer", 1);
  await here.page.goto("/account");
  const lines = here.page.locator("#sessies > li");
  assert.equal(await lines.count(), 2);
  assert.equal(await lines.filter({ hasText: "hier bent u nu" }).count(), 1);
  await lines.first().getByText("Chrome op Linux").first().waitFor();
  await press(here, "Log daar uit");
  await check.line().getByText("U bent uitgelogd.").waitFor();
  await check.explain("1.1", "Getypt toen de sessie al voorbij was.");
  await check.line().getByRole("link", { name: "Inloggen" }).click();
  await there.fillInSignIn("lindenmeer", await demoPassword(there.page));
  await live(there.page);
  await check.reads("1.1", "Getypt toen de sessie al voorbij was.");
  await check.saved("1.1");

  await here.page.goto("/account");
  await here.page.locator("#huidig").fill("niet dit");
  await here.page.locator("#wachtwoord").fill(STRONG);
  assert.equal((await press(here, "Verander het wachtwoord")).status(), 422);
  const visitor = await cast.visitor({ scripts: false });
  await visitor.page.goto("/inloggen");
  await here.page.locator("#huidig").fill(await demoPassword(visitor.page));
  await here.page.locator("#wachtwoord").fill(STRONG);
  assert.equal((await press(here, "Verander het wachtwoord")).status(), 303);
  await here.page.getByText("Uw wachtwoord is veranderd.").waitFor();
  assert.equal(await here.page.locator("#sessies > li").count(), 1);
  await check.line().getByText("U bent uitgelogd.").waitFor();
});

journey("an organisation asks for two steps: who is at work is led there, and goes on", async (cast) => {
  const [lead, editor] = await Promise.all([cast.enter("berkelo-teamleider", { scripts: false }), cast.enter("berkelo")]);
  const check = await editor.openCheck("Berkelo", 1);
  await check.explain("1.1", "Geschreven voor de tweede stap.");
  await check.saved("1.1");
  const { id } = await lead.region();
  await lead.page.goto(`/regio/${id}/deelnemers`);
  const row = lead.page.getByRole("row").filter({ has: lead.page.getByRole("rowheader", { name: "Berkelo" }) });
  await row.locator("summary", { hasText: "Hoe mensen van deze organisatie inloggen" }).click();
  assert.equal((await press(lead, "Vraag twee stappen van iedereen", row)).status(), 303);
  // Whoever asks for it meets it too.
  await lead.page.getByRole("heading", { name: "Inloggen in twee stappen", level: 1 }).waitFor();

  await editor.page.getByText("iedereen die werkt voor Berkelo in regio").waitFor();
  assert.deepEqual(await violations(editor.page), []);
  // The start page says why, and leads there too.
  const asked = editor.page.url();
  await editor.page.goto("/");
  await editor.page.getByText("Deze regio gaat voor u open zodra u inlogt in twee stappen.").waitFor();
  assert.deepEqual(await violations(editor.page), []);
  assert.equal(await editor.page.getByText("Probeer het later opnieuw").count(), 0);
  await editor.page.getByRole("link", { name: "Stel inloggen in twee stappen in" }).click();
  await editor.page.getByRole("heading", { name: "Inloggen in twee stappen", level: 1 }).waitFor();
  await editor.page.goto(asked);
  await setUp(editor);
  assert.equal((await press(editor, "Ik heb de codes bewaard: ga verder")).status(), 303);
  await live(editor.page);
  await check.reads("1.1", "Geschreven voor de tweede stap.");
  await check.explain("1.1", "En daarna verder.");
  await check.saved("1.1");
  await editor.page.goto(FACTOR);
  await editor.page.getByText("U kunt het daarom niet uitzetten.").waitFor();
});

journey("what colleagues see of somebody is theirs to change, and a guard looks at it", async (cast) => {
  const person = await cast.enter("waterdam", { scripts: "lost", width: 320 });
  await person.page.goto("/account");
  await person.page.locator("#functie").fill("bel 06 12345678");
  assert.equal((await press(person, "Bewaar de functie")).status(), 422);
  assert.equal(await person.page.locator("#functie").inputValue(), "bel 06 12345678");
  await person.page.locator(".kt-summary a").click();
  assert.equal(new URL(person.page.url()).hash, "#functie");
  await fits(person.page, 320);
  await person.page.locator("#functie").fill("beleidsadviseur jeugd");
  assert.equal((await press(person, "Bewaar de functie")).status(), 303);
  await person.page.getByText("Uw functie is bewaard.").waitFor();
  await person.page.getByText("beleidsadviseur jeugd").first().waitFor();
  await fits(person.page, 320);
  await person.speak("en");
  await person.page.getByRole("heading", { name: "Your function" }).waitFor();
});

journey("what binds waits for a proof, with scripts and without, and nothing typed is lost", async (cast) => {
  const [quick, still] = await Promise.all([
    cast.enter("lindenmeer-teamleider"), cast.enter("lindenmeer-teamleider", { scripts: false }),
  ]);
  const check = await quick.openCheck("Lindenmeer", 2);
  const password = await cast.visitor({ scripts: false });
  await password.page.goto("/inloggen");
  const right = await demoPassword(password.page);
  await stage.server.goOnLater(MORE_THAN_A_PROOF_HOLDS_MS);

  await check.explain("2.1", "Nog een zin, voor het bevestigen.");
  await check.saved("2.1");
  await check.sayWhyNow();
  await check.button("deel").click();
  await check.button("bevestig").waitFor();
  await check.button("bevestig").click();
  await check.line().getByText("Dit wacht op u.").waitFor();
  assert.deepEqual(await violations(quick.page), []);
  await check.line().getByRole("link", { name: "Laat zien dat u het bent" }).click();
  await quick.page.getByRole("heading", { name: "Laat zien dat u het bent", level: 1 }).waitFor();
  assert.deepEqual(await violations(quick.page), []);
  await quick.page.locator("#wachtwoord").fill("niet dit");
  await posted(quick.page, () => quick.page.keyboard.press("Enter"));
  await quick.page.getByText("Dit klopt niet.").first().waitFor();
  await quick.page.locator("#wachtwoord").fill(right);
  await quick.page.keyboard.press("Enter");
  await live(quick.page);
  await check.line().waitFor({ state: "detached" });

  const hers = await still.openCheck("Lindenmeer", 3);
  await hers.page.getByText("Nog een zin").first().waitFor({ state: "detached" });
  assert.equal((await posted(still.page, () => hers.button("bevestig").click())).status(), 403);
  await still.page.getByText("Wat u typte, is niet weg.").waitFor();
  await still.page.locator("#wachtwoord").fill(right);
  assert.equal((await press(still, "Ga verder")).status(), 303);
  await still.page.getByText("Uw antwoorden zijn bevestigd namens de gemeente.").waitFor();
});
