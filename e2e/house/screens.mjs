// Every screen there is, with who looks at it, and the states in which people meet some of them.

import { letIn, mailed, offer } from "./action_link.mjs";
import { CheckPage } from "./check_page.mjs";
import { stage } from "./journey.mjs";
import { eventually } from "./patience.mjs";
import { demoPassword } from "./person.mjs";
import { Phone } from "./phone.mjs";
import { pathOf } from "./post_office.mjs";
import { ADMINISTRATOR } from "./server.mjs";

/** Returns the screens: a name, who looks (nobody when absent), and the address. */
export function screens({ id, municipalities }) {
  const region = `/regio/${id}`;
  const berkelo = municipalities.get("Berkelo");
  return [
    { name: "sign-in", address: "/inloggen" },
    { name: "accessibility", address: "/toegankelijkheid" },
    { name: "privacy", address: "/privacy" },
    { name: "home", account: "berkelo", address: "/" },
    { name: "home-late", account: "lindenmeer", address: "/" },
    { name: "home-of-two-regions", account: "debrug", address: "/" },
    { name: "home-of-two-roles", account: "strandmeer-coordinator", address: "/" },
    { name: "board", account: "coordinator", address: region },
    { name: "grid", account: "coordinator", address: `${region}/checklist` },
    { name: "grid-narrowed", account: "berkelo", address: `${region}/checklist?check=4&gemeente=${berkelo}` },
    ...[1, 2, 3, 4, 5].map((check) => ({
      name: `check-${check}`, account: "berkelo-teamleider", address: `${region}/checklist/${berkelo}/${check}`,
    })),
    { name: "check-reading", account: "coordinator", address: `${region}/checklist/${berkelo}/4` },
    { name: "question", account: "waterdam", address: `${region}/vraag/4.4` },
    { name: "question-of-region", account: "coordinator", address: `${region}/vraag/4.1` },
    { name: "question-in-parts", account: "berkelo", address: `${region}/vraag/3.2` },
    { name: "question-of-partner", account: "debrug", address: `${region}/vraag/5.3` },
    { name: "requests", account: "berkelo", address: `${region}/verzoeken?vraag-collega=4.2` },
    { name: "requests-asked", account: "berkelo-teamleider", address: `${region}/verzoeken` },
    { name: "actions", account: "coordinator", address: `${region}/acties` },
    { name: "actions-as-board", account: "berkelo", address: `${region}/acties?vorm=bord` },
    { name: "actions-none", account: "waarnemer", address: `${region}/acties?eigenaar=${berkelo}&stand=vervallen` },
    { name: "action-new", account: "waterdam", address: `${region}/acties/nieuw?aanleiding=vraag:4.3` },
    { name: "steering", account: "coordinator", address: `${region}/overleg` },
    { name: "paper-empty", account: "berkelo", address: `${region}/papier` },
    { name: "paper-filled", account: "coordinator", address: `${region}/papier?gemeente=${berkelo}` },
    { name: "own-questions", account: "coordinator", address: `${region}/eigen-vragen` },
    { name: "question-of-the-regions-own", account: "berkelo", address: `${region}/vraag/5.R2` },
    { name: "participants", account: "coordinator", address: `${region}/deelnemers?nodig-uit=${berkelo}` },
    { name: "participants-of-lead", account: "berkelo-teamleider", address: `${region}/deelnemers` },
    { name: "access", account: "coordinator", address: `${region}/deelnemers/toegang` },
    { name: "access-of-lead", account: "hoogveld", address: `${region}/deelnemers/toegang` },
    { name: "home-with-review", account: "hoogveld", address: "/" },
    { name: "handover", account: "berkelo", address: `${region}/overdracht` },
    { name: "handover-of-coordinator", account: "coordinator", address: `${region}/overdracht` },
    { name: "account-closing", account: "coordinator", address: "/account/sluiten" },
    { name: "granting", account: "coordinator", address: `${region}/deelnemers/meekijken` },
    { name: "mail", account: "coordinator", address: `${region}/deelnemers/mail` },
    { name: "accountability", account: "coordinator", address: `${region}/deelnemers/verantwoording` },
    { name: "accountability-of-lead", account: "berkelo-teamleider", address: `${region}/deelnemers/verantwoording` },
    { name: "administration", account: ADMINISTRATOR.login, address: "/beheer" },
    { name: "administration-accountability", account: ADMINISTRATOR.login, address: "/beheer/verantwoording" },
    { name: "administration-mail", account: ADMINISTRATOR.login, address: "/beheer/mail" },
    { name: "reset", address: "/wachtwoord" },
    { name: "reset-gone", address: `/wachtwoord/${"0".repeat(64)}`, status: 410 },
    { name: "history", account: "coordinator", address: `${region}/geschiedenis` },
    { name: "search", account: "waterdam", address: `${region}/zoek?naar=meldpunt` },
    { name: "library", account: "berkelo", address: "/kennisbank" },
    { name: "account", account: "berkelo-teamleider", address: "/account" },
    { name: "notices", account: "berkelo", address: "/meldingen" },
    { name: "notices-of-two-regions", account: "debrug", address: "/meldingen" },
    { name: "notice-settings", account: "berkelo", address: "/account/meldingen" },
    { name: "account-calendar", account: "berkelo", address: "/account/agenda" },
    { name: "account-two-steps", account: "berkelo", address: "/account/twee-stappen" },
    { name: "not-found", account: "berkelo", address: "/bestaat-niet", status: 404 },
  ];
}

/**
 * Returns states of screens, each with the way there: `reach` may return the response that shows it.
 * Who is `alone` comes in for this state only; what is `live` is there only with scripts.
 */
export function states() {
  return [
    { name: "not-found-visitor", address: "/bestaat-niet", status: 404 },
    { name: "sign-in-failed", reach: failToSignIn, status: 422 },
    { name: "sign-in-carried", account: "lindenmeer", alone: true, reach: beSignedOut, status: 401 },
    { name: "board-open-round", account: "duinkust-coordinator", reach: openOwnBoard },
    { name: "board-of-two-roles", account: "strandmeer-coordinator", reach: openOwnBoard },
    { name: "participants-of-two-roles", account: "strandmeer-coordinator", reach: openOwnParticipants },
    { name: "question-taken-away", account: "duinkust-coordinator", reach: openWhatWasTakenAway },
    { name: "question-refused", account: "coordinator", alone: true, reach: putForwardTooSoon },
    { name: "check-refused", account: "waterdam", alone: true, reach: shareTooSoon },
    { name: "comment-refused", account: "hoogveld", alone: true, reach: sayNothing, status: 422 },
    { name: "action-with-a-file", account: "berkelo", reach: openAnActionWithAFile },
    { name: "file-refused", account: "coordinator", alone: true, reach: addNoFile, status: 422 },
    { name: "account-refused", account: "waterdam", alone: true, reach: changeNoPassword, status: 422 },
    { name: "account-calendar-made", account: "hoogveld", alone: true, reach: makeACalendar },
    { name: "account-setting-up", account: "hoogveld", alone: true, reach: beginTwoSteps },
    { name: "code", alone: true, reach: awaitCode },
    { name: "code-refused", alone: true, reach: giveNoCode, status: 422 },
    { name: "prove-refused", account: "stuurgroep", alone: true, reach: proveNothing, status: 422 },
    { name: "removal", account: "coordinator", reach: openARemoval },
    { name: "removal-refused", account: "coordinator", reach: removeWithoutReason, status: 422 },
    { name: "administration-refused", account: ADMINISTRATOR.login, reach: foundNothing, status: 422 },
    { name: "administration-held", account: ADMINISTRATOR.login, reach: holdEverything },
    { name: "invitation-made", account: "coordinator", alone: true, reach: inviteSomebody },
    { name: "invitation", account: "coordinator", alone: true, reach: openAnInvitation },
    { name: "invitation-mailed", account: "coordinator", alone: true, reach: mailSomebody },
    { name: "action-with-links", account: "coordinator", alone: true, reach: mailALink },
    { name: "action-link-not-mailed", account: "coordinator", alone: true, reach: mailNobodyALink, status: 422 },
    { name: "action-link", account: "coordinator", alone: true, reach: openALink },
    { name: "action-link-refused", account: "coordinator", alone: true, reach: answerNothing, status: 422 },
    { name: "action-link-done", account: "coordinator", alone: true, reach: answerByLink },
    { name: "action-link-used", account: "coordinator", alone: true, reach: answerTwice, status: 410 },
    { name: "mail-stuck", account: "coordinator", alone: true, reach: mailInVain },
    { name: "reset-asked", reach: forgetThePassword },
    { name: "reset-refused", reach: forgetTheAddress, status: 422 },
    { name: "participants-refused", account: "coordinator", alone: true, reach: inviteNobody, status: 422 },
    { name: "access-changed", account: "berkelo-teamleider", alone: true, reach: reviewWhatChanged, status: 409 },
    { name: "check-compare", account: "lindenmeer", alone: true, reach: writeTogether },
    { name: "check-forbidden", account: "berkelo", alone: true, reach: writeElsewhere, status: 403 },
    { name: "check-offline", account: "hoogveld", alone: true, live: true, reach: loseTheConnection },
  ];
}

/**
 * Shows a screen or a state to whoever looks at it; `people` are those who are in already. With `turns` those who
 * only look do so through one browser.
 */
export async function show(screen, { cast, people, turns, language, ...options }) {
  const { account, address, alone, reach } = screen;
  let person = alone ? undefined : people.get(account);
  if (turns && !alone) person = await turns.take(cast, account, { language, ...options });
  if (!person) {
    person = account ? await cast.enter(account, options) : await cast.visitor(options);
    if (!account) await person.open("/inloggen");
    await person.speak(language);
    if (!alone) people.set(account, person);
  }
  const response = reach ? await reach(person, { cast, language, ...options }) : await person.open(address);
  return { person, response };
}

/** Opens the form that invites somebody, and presses its button. */
async function sendInvitation(person, role) {
  const { id, municipalities } = await person.region();
  await person.open(`/regio/${id}/deelnemers?nodig-uit=${municipalities.get("Berkelo")}`);
  const form = person.page.locator("#nodig-uit");
  await form.locator("#rol").selectOption(role);
  return posted(person.page, () => form.locator('button[name=doe][value="nodig-uit"]').click());
}

const inviteSomebody = (person) => sendInvitation(person, "editor");
const inviteNobody = (person) => sendInvitation(person, "");

/** Opens the form that invites somebody by mail, and presses its button. */
async function mailSomebody(person) {
  const { id, municipalities } = await person.region();
  await person.open(`/regio/${id}/deelnemers?nodig-uit=${municipalities.get("Berkelo")}`);
  const form = person.page.locator("#nodig-uit");
  await form.locator("#rol").selectOption("editor");
  await form.locator("#mail-aan").fill("teamleider.jeugd@berkelo.example");
  await posted(person.page, () => form.locator('button[name=doe][value="nodig-uit"]').click());
}

/** Somebody of De Brug whom mail reaches; let in once for all screens. */
const REACHED = { mail: "planning@debrug.example", display: "Planning" };
let reached;
let asked = 0;

/** Asks something of De Brug by an action of its own, and returns its address. */
async function askDeBrug(person, cast) {
  reached ??= letIn(cast, person, REACHED);
  await reached;
  asked += 1;
  const why = "Niemand weet nu wie dit in de zomer doet.";
  return offer(person, { title: `Regel de vervanging (${asked})`, why, doneWhen: "Het rooster staat vast.", due: "7-12-2026" });
}

async function mailALink(person, { cast }) {
  const action = await askDeBrug(person, cast);
  await mailed(person, action, REACHED);
  return person.open(action);
}

async function mailNobodyALink(person, { cast }) {
  await person.open(await askDeBrug(person, cast));
  const form = person.page.locator("#link details");
  await form.locator("summary").click();
  return posted(person.page, () => form.locator("button[type=submit]").click());
}

/** Opens the link of a mail as somebody who is not signed in, in the language that the others are looked at in. */
async function openALink(person, { cast, language }) {
  const link = pathOf(await mailed(person, await askDeBrug(person, cast), REACHED));
  await person.context.clearCookies({ name: "ketentafel" });
  await person.context.addCookies([{ name: "taal", value: language, url: new URL("/", person.page.url()).href }]);
  return person.page.goto(link);
}

async function answerNothing(person, way) {
  await openALink(person, way);
  const form = person.page.locator("details", { has: person.page.locator('button[value="andere-datum"]') });
  await form.locator("summary").click();
  return posted(person.page, () => form.locator("button[type=submit]").click());
}

async function answerByLink(person, way) {
  await openALink(person, way);
  await posted(person.page, () => person.page.locator('button[value="neem-aan"]').click());
}

async function answerTwice(person, way) {
  await answerByLink(person, way);
  return person.page.goto(new URL(person.page.url()).pathname);
}

/** Opens the page of outgoing mail while the mail server is away. */
async function mailInVain(person) {
  const { office } = stage.server;
  await office.close();
  try {
    await mailSomebody(person);
    const { id } = await person.region();
    await eventually("a mail waits", async () => {
      await person.open(`/regio/${id}/deelnemers/mail`);
      return 0 < (await person.page.locator(".kt-notice--attention").count());
    });
  } finally {
    await office.start();
  }
}

/** The list of who has access changes while somebody looks at it. */
async function reviewWhatChanged(person) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/deelnemers/toegang`);
  const list = person.page.locator("input[name=lijst]");
  await list.evaluate((input) => { input.value = "0".repeat(16); });
  return posted(person.page, () => person.page.locator("button[name=doe][value^=klopt]").click());
}

async function askForALink(person, address) {
  await person.open("/wachtwoord");
  await person.page.locator("#mailadres").fill(address);
  return posted(person.page, () => person.page.locator("form:has(#mailadres) button[type=submit]").click());
}

const forgetThePassword = (person) => askForALink(person, "beleid@waterdam.example");
const forgetTheAddress = (person) => askForALink(person, "beleid");

async function openAnInvitation(person, { cast, language, ...options }) {
  await sendInvitation(person, "editor");
  const link = new URL(await person.page.locator("#link").inputValue()).pathname;
  return person.page.goto(link);
}

/** A new password is typed without the present one. */
async function changeNoPassword({ page }) {
  await page.goto("/account");
  await page.locator("#wachtwoord").fill("vlonder kruimel acht parasol");
  return posted(page, () => page.locator("button[name=doe][value=wachtwoord]").click());
}

async function makeACalendar({ page }) {
  await page.goto("/account/agenda");
  return posted(page, () => page.locator("button[name=doe][value=maak-agenda]").click());
}

async function beginTwoSteps({ page }) {
  await page.goto("/account/twee-stappen");
  await posted(page, () => page.locator("button[name=doe][value=begin]").first().click());
}

/** Signs in with a second step, which is set up first where there is none yet, as far as the page that asks for it. */
async function awaitCode(person, { language }) {
  const { context, page } = person;
  const signIn = async () => {
    await context.clearCookies({ name: "ketentafel" });
    await context.addCookies([{ name: "taal", value: language, url: page.url() }]);
    await page.goto("/inloggen");
    const password = await demoPassword(page);
    return posted(page, () => person.fillInSignIn("veiligthuis", password));
  };
  await signIn();
  if ((await page.locator("#code").count()) !== 0) return;
  await beginTwoSteps(person);
  const phone = await Phone.of(page);
  await page.locator("#code").fill(await phone.next(page));
  await posted(page, () => page.locator("form:has(#code) button[type=submit]").first().click());
  await signIn();
}

async function giveNoCode(person, way) {
  await awaitCode(person, way);
  await person.page.locator("#code").fill("000000");
  return posted(person.page, () => person.page.locator("form:has(#code) button[type=submit]").click());
}

/** A proof is asked for with a form that waits for it, and the wrong password is given. */
function proveNothing({ page }) {
  return posted(page, () => page.evaluate(() => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/account/bewijzen" });
    for (const [name, value] of [["terug", "/account"], ["wachtwoord", "niet dit wachtwoord"], ["formulier", "een"]]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  }));
}

/** Opens the page on which the newest text of the history is removed. */
async function openARemoval(person) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/geschiedenis`);
  return person.open(await person.page.locator("a[href*='/verwijderen/']").first().getAttribute("href"));
}

async function removeWithoutReason(person) {
  await openARemoval(person);
  return posted(person.page, () => person.page.locator("form:has(#reden) button[type=submit]").first().click());
}

async function foundNothing(person) {
  await person.open("/beheer");
  return posted(person.page, () => person.page.locator("button[name=doe][value=maak-regio]").click());
}

/** Shows that nothing is deleted for the time being; it is said once, and stays. */
async function holdEverything(person) {
  await person.open("/beheer");
  if ((await person.page.locator("#reden").count()) === 0) return;
  await person.page.locator("#reden").fill("Onderzoek door de toezichthouder.");
  await posted(person.page, () => person.page.locator("button[name=doe][value=verwijder-niets]").click());
}

async function failToSignIn({ page }) {
  await page.goto("/inloggen");
  await page.locator("#naam").fill("bestaat-niet");
  await page.locator("#wachtwoord").fill("niet het wachtwoord");
  return posted(page, () => page.locator("form:has(#wachtwoord) button[type=submit]").click());
}

/** The session ends while a check stands open, and its form is sent. */
async function beSignedOut(person, { language }) {
  const check = await person.openCheck("Lindenmeer", 1);
  await person.context.clearCookies({ name: "ketentafel" });
  await person.context.addCookies([{ name: "taal", value: language, url: check.page.url() }]);
  return posted(check.page, () => sendWhole(check.page));
}

async function openOwnBoard(person) {
  const { id } = await person.region();
  const response = await person.open(`/regio/${id}`);
  await person.page.locator("button[name=doe][value=open-ronde]").waitFor();
  return response;
}

async function openOwnParticipants(person) {
  const { id } = await person.region();
  return person.open(`/regio/${id}/deelnemers`);
}

async function openWhatWasTakenAway(person) {
  const { id } = await person.region();
  const response = await person.open(`/regio/${id}/vraag/5.R1`);
  await person.page.locator("h1", { hasText: "5.R1" }).waitFor();
  return response;
}

/** An answer that needs an explanation is shared without one. */
async function shareTooSoon(person) {
  const check = await person.openCheck("Waterdam", 2);
  await check.explanation("2.3").fill("");
  await check.choose("2.3", "nee");
  await check.button("deel").click();
  await check.summary().waitFor();
}

/** A regional answer that needs an explanation is put forward without one. */
async function putForwardTooSoon(person) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/4.5`);
  const question = new CheckPage(person.page);
  for (const field of ["4.5a", "4.5b"]) {
    await question.explanation(field).fill("");
    await question.choose(field, "nee");
  }
  await question.button("deel").click();
  await question.summary().waitFor();
}

/** A comment is sent without words, to somebody. */
async function sayNothing(person) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/vraag/4.4?waarover=regio`);
  const form = person.page.locator("#schrijf");
  await form.locator("details summary").click();
  await form.locator("input[name=noem]").first().check();
  return posted(person.page, () => form.locator("button[type=submit]").click());
}

let meetings = 0;

/** Two colleagues write another text in one field: the second sees both. */
async function writeTogether(person, { cast, scripts = true, ...options }) {
  const colleague = await cast.enter("lindenmeer-teamleider", { scripts, ...options });
  const [hers, his] = [await person.openCheck("Lindenmeer", 3), await colleague.openCheck("Lindenmeer", 3)];
  // Each word is new, so that nothing can be merged with what stood there before.
  meetings += 1;
  const [mine, theirs] = [`Jaarlijks${meetings} getoetst${meetings}`, `Contract${meetings} getekend${meetings}`];
  if (scripts === true) {
    await person.context.setOffline(true);
    await hers.explain("3.4", mine);
    await his.explain("3.4", theirs);
    await his.saved("3.4");
    await person.context.setOffline(false);
  } else {
    await his.explanation("3.4").fill(theirs);
    await posted(his.page, () => his.button("bewaar").click());
    await hers.explanation("3.4").fill(mine);
    await posted(hers.page, () => hers.button("bewaar").click());
  }
  await hers.block("3.4").locator(".kt-version").nth(1).waitFor();
}

/** Somebody sends the form of another municipality. */
async function writeElsewhere(person) {
  const { municipalities } = await person.region();
  const { page } = await person.openCheck("Berkelo", 1);
  const [own, other] = [municipalities.get("Berkelo"), municipalities.get("Waterdam")];
  return posted(page, () => sendWhole(page, own, other));
}

async function loseTheConnection(person) {
  const check = await person.openCheck("Hoogveld", 1);
  await person.context.setOffline(true);
  await check.explain("1.2", "Getypt in de trein.");
  await check.line().waitFor();
}

/** Opens an action to which somebody added a file, with everything about files unfolded. */
async function openAnActionWithAFile(person) {
  const { id } = await person.region();
  await person.open(`/regio/${id}/acties`);
  const link = person.page.getByRole("link", { name: "Maak een kaart van het meldpunt voor scholen" });
  const response = await person.open(await link.first().getAttribute("href"));
  for (const summary of await person.page.locator("#bestanden summary").all()) await summary.click();
  return response;
}

/** Adds a file to an action without choosing one. */
async function addNoFile(person) {
  await openAnActionWithAFile(person);
  await person.page.locator("#bestand-wat").fill("Lijst met scholen");
  const form = person.page.locator("form[enctype]");
  return posted(person.page, () => form.locator("button[type=submit]").click());
}

/** Sends the form of a check as a browser without scripts does, to the same place of another if named. */
function sendWhole(page, own = "", other = "") {
  return page.evaluate(([from, to]) => {
    const form = document.querySelector("form.kt-questions");
    form.action = form.action.replace(from, to);
    // Nothing tells the page that this was typed, so it does not send it itself.
    form.querySelector("textarea[name$=toelichting]").value = "Getypt in dit formulier.";
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "doe", value: "bewaar" }));
    form.submit();
  }, [own, other]);
}

/** Does what posts a form, and returns the page that comes of it. */
export async function posted(page, send) {
  const isAnswer = (response) => response.request().method() === "POST" && response.request().isNavigationRequest();
  const [response] = await Promise.all([page.waitForResponse(isAnswer), page.waitForEvent("load"), send()]);
  return response;
}

/** Returns how wide a page is, in pixels, once its styles are there: it scrolls sideways where it is wider than its window. */
export async function widthOf(page) {
  await page.waitForLoadState("load");
  return page.evaluate(() => document.documentElement.scrollWidth);
}
