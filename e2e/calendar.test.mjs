// Somebody's days in their own calendar program: made on a page, fetched without a cookie, and read by a program
// that is not ours.

import assert from "node:assert/strict";
import ICAL from "ical.js";
import { violations } from "./house/axe.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { posted, widthOf } from "./house/screens.mjs";

setTheStage();

const PAGE = "/account/agenda";
/** In which states somebody still has to do an action. */
const AWAITED = /^(aangeboden|andere datum voorgesteld|aangenomen|bezig|wacht op een ander|opnieuw geopend|heropend)/i;
/** How the page of a region says until when its round is answered. */
const LAST_DAY = /Gemeenten antwoorden uiterlijk op \d{1,2} \p{L}+ \d{4}/u;
const MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

const press = ({ page }, name) => posted(page, () => page.getByRole("button", { name }).click());

/** Fetches an address as a calendar program does, which knows nothing of cookies. */
const fetched = (address, headers = {}) => fetch(address, { headers, redirect: "manual" });

/** Returns the events of a calendar, as the other program reads them. */
async function eventsAt(address) {
  const answer = await fetched(address);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.equal(answer.headers.get("set-cookie"), null);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.equal(calendar.getFirstPropertyValue("refresh-interval").toSeconds(), 6 * 3_600);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    assert.ok(event.startDate.isDate && event.endDate.isDate, "a day, without a time");
    assert.equal(event.duration.toSeconds(), 24 * 3_600, "one whole day");
    return {
      id: event.uid,
      title: event.summary,
      about: event.description,
      day: event.startDate.toString(),
      link: component.getFirstPropertyValue("url"),
      regions: component.getFirstProperty("categories").getValues(),
    };
  });
}

/** Makes an address with the button of this name, and returns it. */
async function make(person, button) {
  assert.equal((await press(person, button)).status(), 200);
  const address = await person.page.locator("#adres").inputValue();
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/agenda\/[0-9a-f]{64}\.ics$/);
  assert.equal(await person.page.locator("#adres").getAttribute("readonly"), "");
  const opened = await person.page.locator("main a[href^='webcal:']").getAttribute("href");
  assert.equal(opened, address.replace("http:", "webcal:"));
  return address;
}

/** Reads a day as a page writes it: "7 december 2026". */
function readDay(text) {
  const [, day, month, year] = text.match(/(\d{1,2}) (\p{L}+) (\d{4})/u) ?? [];
  return day && `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Returns the links of the actions with a day that a partner still has to do something about, as the list shows them. */
async function actionsOf(person, region, owner) {
  const found = new Map();
  for (let sheet = 0; ; sheet += 1) {
    await person.open(`/regio/${region}/acties?stand=open&blad=${sheet}`);
    const rows = await person.page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => ({
      link: row.querySelector("a").getAttribute("href"),
      cells: [...row.querySelectorAll("td")].map((cell) => cell.innerText.trim()),
    })));
    const before = found.size;
    for (const { link, cells } of rows) {
      const [state, by, day] = cells.slice(-3);
      found.set(link, { link, state, by, day: readDay(day) });
    }
    if (found.size === before) break;
  }
  const theirs = [...found.values()].filter(({ by, day, state }) => by.startsWith(owner) && day && AWAITED.test(state));
  return theirs.map(({ link, day }) => ({ link, day }));
}

/** Returns the links of the requests with a day, as the page of one's work shows them. */
async function requestsOf(person) {
  const entries = person.page.locator("main li", { has: person.page.locator("a[href*='/verzoeken#r-']") });
  const shown = await entries.evaluateAll((all) => all.map((entry) => ({
    text: entry.innerText,
    link: entry.querySelector("a[href*='/verzoeken#r-']").getAttribute("href"),
  })));
  return shown.filter(({ text }) => /^\d{1,2} \p{L}{3}/u.test(text)).map(({ link }) => link);
}

/** Returns the days of the steering group, as the page shows them. */
async function meetingsOf(person, region) {
  await person.open(`/regio/${region}/overleg`);
  await person.page.getByRole("link", { name: "Zet deze dagen in uw eigen agenda" }).waitFor();
  const lines = await person.page.locator("section li").allInnerTexts();
  return lines.map(readDay).filter(Boolean);
}

journey("a partner has in their calendar what the pages of both their regions show", async (cast) => {
  const partner = await cast.enter("debrug");
  await partner.open("/");
  await partner.page.getByRole("link", { name: "Zet uw dagen in uw eigen agenda" }).click();
  await partner.page.getByRole("heading", { level: 1, name: "Agenda in uw eigen agendaprogramma" }).waitFor();
  await partner.open(PAGE);
  const address = await make(partner, "Maak het adres");
  const events = await eventsAt(address);
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length, "each has a name of its own");

  await partner.open("/");
  const asked = await requestsOf(partner);
  assert.equal(asked.length, 1, "of one the last day is still to come");
  const { me } = await partner.data(PAGE);
  assert.equal(me.seats.length, 2, "two regions");
  let shown = 0;
  for (const { region, region_name: name } of me.seats) {
    const here = events.filter(({ regions }) => regions.includes(name));
    const days = (begin) => here.filter(({ id }) => id.startsWith(begin));
    const actions = await actionsOf(partner, region, "De Brug Jeugdhulp");
    const told = days("actie-").map(({ link, day }) => ({ link: new URL(link).pathname, day }));
    const sorted = (all) => all.map(({ link, day }) => `${link} ${day}`).sort();
    assert.deepEqual(sorted(told), sorted(actions), `actions in ${name}`);
    const meetings = await meetingsOf(partner, region);
    assert.deepEqual(days("overleg-").map(({ day }) => day).sort(), meetings.sort(), `meetings in ${name}`);
    await partner.open(`/regio/${region}`);
    const last = (await partner.page.locator("main").innerText()).match(LAST_DAY);
    const rounds = last ? [readDay(last[0])] : [];
    assert.deepEqual(days("ronde-").map(({ day }) => day), rounds, `the round in ${name}`);
    const access = await partner.open(`/regio/${region}/deelnemers/toegang`);
    const leads = access.status() === 200 ? 1 : 0;
    assert.equal(days("toegang-").length, leads, `the review in ${name}`);
    const requests = asked.filter((link) => link.includes(region));
    assert.deepEqual(days("verzoek-").map(({ link }) => link.slice(link.indexOf("/regio"))), requests, `what is asked in ${name}`);
    shown += actions.length + meetings.length + rounds.length + leads + requests.length;
  }
  assert.equal(events.length, shown, "and nothing else");
  assert.ok(events.some(({ id }) => id.startsWith("actie-")) && events.some(({ id }) => id.startsWith("overleg-")));

  // A link leads to the action, for whoever is signed in.
  const [action] = events.filter(({ id }) => id.startsWith("actie-"));
  assert.ok(action.about.includes(action.link));
  await partner.open(new URL(action.link).pathname);
  await partner.page.getByRole("heading", { level: 1, name: action.title.replace("Actie: ", "") }).waitFor();
});

journey("a title that looks like a calendar stays a title, and what changes is fetched anew", async (cast) => {
  const [partner, coordinator] = await Promise.all([cast.enter("debrug"), cast.enter("coordinator")]);
  await partner.open(PAGE);
  const address = await make(partner, /^Maak (het|een nieuw) adres$/);
  const first = await fetched(address);
  const known = { "if-none-match": first.headers.get("etag") };
  assert.equal((await fetched(address, known)).status, 304);
  const { id } = await coordinator.region();
  const title = "Rooster; dag, nacht \\ END:VEVENT: 🧭 é \"x\" BEGIN:VALARM — " + "ü".repeat(70);
  await coordinator.open(`/regio/${id}/acties/nieuw`);
  await coordinator.page.locator("#titel").fill(title);
  await coordinator.page.locator("#eigenaren label", { hasText: "De Brug Jeugdhulp" }).locator("input").check();
  await coordinator.page.locator("#klaar-op").fill("28-3-2027");
  const offered = () => coordinator.page.locator("button[name=doe][value=bied-aan]").click();
  assert.equal((await posted(coordinator.page, offered)).status(), 303);
  assert.equal((await fetched(address, known)).status, 200, "it changed");
  const made = (await eventsAt(address)).filter((event) => event.title === `Actie: ${title}`);
  assert.deepEqual(made.map(({ day }) => day), ["2027-03-28"], "the day on which the clocks change");
});

for (const [scripts, language] of [[true, "nl"], [false, "nl"], [true, "en"], [false, "en"]]) {
  const way = `in ${language === "nl" ? "Dutch" : "English"}, ${scripts ? "with" : "without"} scripts`;
  journey(`an address is replaced and revoked, ${way}`, async (cast) => {
    const words = language === "nl"
      ? { make: /^Maak (het|een nieuw) adres$/, replace: "Maak een nieuw adres", revoke: "Trek het adres in", revoked: "Het adres is ingetrokken.", none: "U hebt nog geen adres.", fetched: /voor het laatst opgehaald op/ }
      : { make: /^Make (the|a new) address$/, replace: "Make a new address", revoke: "Revoke the address", revoked: "The address is revoked.", none: "You have no address yet.", fetched: /It was last fetched on/ };
    const person = await cast.enter("hoogveld", { scripts });
    await person.open("/account");
    await person.speak(language);
    await person.open("/account");
    await person.page.locator(`main a[href="${PAGE}"]`).click();
    await person.page.waitForURL((url) => url.pathname === PAGE);
    const fits = async () => {
      for (const width of [1280, 320]) {
        await person.page.setViewportSize({ width, height: 900 });
        assert.ok((await widthOf(person.page)) <= width, `at ${width}`);
        if (scripts) assert.deepEqual(await violations(person.page), [], `at ${width}`);
      }
    };
    await fits();
    const first = await make(person, words.make);
    await fits();
    assert.equal((await fetched(first)).status, 200);
    await person.open(PAGE);
    await person.page.getByText(words.fetched).waitFor();
    assert.equal(await person.page.locator("#adres").count(), 0, "it is shown once");
    await fits();
    const second = await make(person, words.replace);
    assert.notEqual(first, second);
    assert.equal((await fetched(first)).status, 404, "the old one ends at once");
    assert.equal((await fetched(second)).status, 200);
    assert.equal((await press(person, words.revoke)).status(), 303);
    await person.page.getByText(words.revoked).waitFor();
    await person.page.getByText(words.none).waitFor();
    await fits();
    const [gone, never] = await Promise.all([second, `${new URL(second).origin}/agenda/x.ics`].map(async (address) => {
      const answer = await fetched(address);
      return [answer.status, answer.headers.get("content-type"), await answer.text()];
    }));
    assert.deepEqual(gone, never, "it looks like one that never was");
    for (const address of [first, second]) {
      const secret = new URL(address).pathname.split("/").at(-1).replace(".ics", "");
      assert.ok(!stage.server.log.includes(secret), "it is in no log");
    }
    await person.speak("nl");
  });
}
