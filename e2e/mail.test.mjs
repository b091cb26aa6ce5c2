// Mail with a real mail server: invitations that arrive or do not, and a password that was forgotten.

import assert from "node:assert/strict";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { eventually } from "./house/patience.mjs";
import { pathOf } from "./house/post_office.mjs";
import { posted } from "./house/screens.mjs";

setTheStage({ bare: true, mails: true });

const PASSWORD = "vlonder kruimel acht parasol";
const OTHER = "kapstok wolk zeven dakgoot";
const press = (person, name, within = person.page) =>
  posted(person.page, () => within.getByRole("button", { name }).first().click());

/** Makes an account with the invitation that stands open. */
async function accept(person, login) {
  await person.page.locator("#mailadres").fill(login);
  await person.page.locator("#wachtwoord").fill(PASSWORD);
  assert.equal((await press(person, "Neem de uitnodiging aan")).status(), 303);
}

async function openInvitation(person, address, count = 1) {
  await person.page.goto(pathOf(await stage.server.office.mail(address, count)));
}

async function signIn(person, login, password) {
  await person.page.goto("/inloggen");
  await person.page.locator("#naam").fill(login);
  await person.page.locator("#wachtwoord").fill(password);
  return posted(person.page, () => person.page.locator("form:has(#wachtwoord) button[type=submit]").click());
}

/** Invites an editor of the region's own organisation by mail. */
async function inviteByMail(person, here, address) {
  await person.page.goto(`${here}?nodig-uit=`);
  const form = person.page.locator("#nodig-uit");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.locator("#organisatie").selectOption({ index: 1 });
  await form.locator("#rol").selectOption("observer");
  await form.locator("#mail-aan").fill(address);
  return press(person, "Maak de uitnodiging", form);
}

journey("people come in by mail, and what does not arrive is seen", async (cast) => {
  const { office } = stage.server;
  const first = /https?:\/\/\S+\/uitnodiging\/[0-9a-f]{64}/.exec(stage.server.log)[0];
  const admin = await cast.visitor({ scripts: false });
  await admin.page.goto(new URL(first).pathname);
  await accept(admin, "beheer@host.example");

  // Does mail work?
  await admin.page.getByRole("link", { name: "Uitgaande mail" }).click();
  assert.equal((await press(admin, "Stuur mij een proefbericht")).status(), 303);
  assert.equal((await office.mail("beheer@host.example")).subject, "Proefbericht van Ketentafel");
  await eventually("the page says that it was sent", async () => {
    await admin.page.reload();
    return 0 < (await admin.page.getByText("Verstuurd op").count());
  });

  // A region, with the coordinator's link by mail.
  await admin.page.goto("/beheer");
  await admin.page.locator("#naam").fill("Rivierland");
  await admin.page.locator("#organisatie").fill("Regiobureau Rivierland");
  await admin.page.locator("#mail-aan").fill("coordinatie");
  assert.equal((await press(admin, "Maak de regio")).status(), 422);
  assert.equal(await admin.page.locator("#mail-aan").inputValue(), "coordinatie", "what was typed stays");
  await admin.page.locator("#mail-aan").fill("coordinatie@regio.example");
  assert.equal((await press(admin, "Maak de regio")).status(), 303);
  const mail = await office.mail("coordinatie@regio.example");
  assert.equal(mail.subject, "Uitnodiging voor Regio Rivierland in Ketentafel");
  assert.match(mail.html, /<html lang="nl">/);
  const coordinator = await cast.visitor({ scripts: "lost" });
  await openInvitation(coordinator, "coordinatie@regio.example");
  await accept(coordinator, "coordinatie@regio.example");
  await coordinator.page.getByRole("heading", { name: "Zo begint uw regio" }).waitFor();
  const here = `${new URL(coordinator.page.url()).pathname}/deelnemers`;

  // One address is refused, the other mail arrives.
  office.refuse("weg@regio.example");
  assert.equal((await inviteByMail(coordinator, here, "weg@regio.example")).status(), 303);
  assert.equal((await inviteByMail(coordinator, here, "waarnemer@regio.example")).status(), 303);
  await office.mail("waarnemer@regio.example");
  await eventually("the inviter reads what became of both", async () => {
    await coordinator.page.goto(here);
    return 0 < (await coordinator.page.getByText("neemt dit bericht niet aan (code 550)").count())
      && 0 < (await coordinator.page.getByText("waarnemer@regio.example: Verstuurd").count());
  });
  assert.deepEqual(await violations(coordinator.page), []);

  // The mail server is away: what is asked waits, and goes out by itself or when somebody says so.
  await office.close();
  assert.equal((await inviteByMail(coordinator, here, "later@regio.example")).status(), 303);
  await eventually("the page says that mail does not go out", async () => {
    await coordinator.page.goto(`${here}/mail`);
    return 0 < (await coordinator.page.getByText("De mailserver werkt nu niet.").count());
  });
  assert.deepEqual(await violations(coordinator.page), []);
  await office.start();
  assert.equal((await press(coordinator, "Probeer nu")).status(), 303);
  const observer = await cast.visitor();
  await openInvitation(observer, "later@regio.example");
  await accept(observer, "later@regio.example");
  await eventually("the page says that it was sent", async () => {
    await coordinator.page.goto(`${here}/mail`);
    return (await coordinator.page.getByText("De mailserver werkt nu niet.").count()) === 0;
  });
  assert.equal((await observer.page.goto(`${here}/mail`)).status(), 404, "an observer invites nobody");
});

journey("a forgotten password is replaced, and ends what was open", async (cast) => {
  const { office } = stage.server;
  const login = "coordinatie@regio.example";
  const working = await cast.visitor();
  assert.equal((await signIn(working, login, PASSWORD)).status(), 303);
  await working.page.getByRole("link", { name: "Rivierland" }).first().waitFor();

  const visitor = await cast.visitor({ scripts: false });
  await visitor.page.goto("/inloggen");
  await visitor.page.getByRole("link", { name: "Wachtwoord vergeten?" }).click();
  await visitor.page.locator("#mailadres").fill("coordinatie");
  assert.equal((await press(visitor, "Stuur mij een link")).status(), 422);
  assert.equal(await visitor.page.locator("#mailadres").inputValue(), "coordinatie");
  // Nobody learns whether there is such an account.
  await visitor.page.locator("#mailadres").fill("niemand@regio.example");
  assert.equal((await press(visitor, "Stuur mij een link")).status(), 200);
  await visitor.page.getByRole("heading", { name: "Kijk in uw mail" }).waitFor();
  const before = office.count(login);
  await visitor.page.goto("/wachtwoord");
  await visitor.page.locator("#mailadres").fill(login);
  assert.equal((await press(visitor, "Stuur mij een link")).status(), 200);
  const mail = await office.mail(login, before + 1);
  assert.equal(mail.subject, "Kies een nieuw wachtwoord");
  await visitor.page.goto(pathOf(mail));
  await visitor.page.locator("#wachtwoord").fill("coordinatie");
  assert.equal((await press(visitor, "Bewaar dit wachtwoord")).status(), 422);
  await visitor.page.locator("#wachtwoord").fill(OTHER);
  assert.equal((await press(visitor, "Bewaar dit wachtwoord")).status(), 303);
  await visitor.page.getByText("Het nieuwe wachtwoord werkt").waitFor();
  assert.equal((await visitor.page.goto(pathOf(mail))).status(), 410, "a link works once");
  assert.equal((await signIn(visitor, login, PASSWORD)).status(), 422);
  assert.equal((await signIn(visitor, login, OTHER)).status(), 303);
  assert.match((await office.mail(login, before + 2)).text, /is uw wachtwoord veranderd/);
  assert.equal(office.count("niemand@regio.example"), 0);
  await working.page.goto("/");
  assert.equal(new URL(working.page.url()).pathname, "/inloggen", "who was signed in elsewhere is not any more");
});
