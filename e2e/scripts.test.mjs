// Scripts in every text and every name: whatever somebody types is shown as it was typed, and runs nowhere.

import assert from "node:assert/strict";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { asShown, PAYLOADS, Texts, Watch } from "./house/payloads.mjs";
import { PAGE_TYPE } from "./house/person.mjs";
import { pathOf } from "./house/post_office.mjs";
import { posted } from "./house/screens.mjs";
import { ADMINISTRATOR } from "./house/server.mjs";

setTheStage({ bare: true, mails: true, administered: true });

const NAME = 80;
const REASON = 1_000;
const COMMENT = 2_000;
const EXPLANATION = 4_000;
const QUESTION = 200;
const GRANT = 200;
const PASSWORD = "vlonder kruimel acht parasol";
const LINK = /\/uitnodiging\/[0-9a-f]{64}/;
const COORDINATOR = "coordinatie@regio.example";

/** Every text that was put somewhere, and the people; the journeys of this file go on from each other. */
const texts = new Texts();
const logins = {
  coordinator: COORDINATOR, lead: "jeugd@tiel.example", colleague: "wijkteam@tiel.example", partner: "meldpunt@partner.example",
  observer: "kijkt@tiel.example",
};
let region = "";
/** The path of an invitation that nobody accepts. */
let invitation = "";

/** Sends a form as a browser without scripts does. */
function send(person, path, pairs) {
  const { address } = stage.server;
  return person.context.request.post(`${address}${path}`, {
    headers: { accept: "text/html", origin: address, "content-type": "application/x-www-form-urlencoded" },
    data: new URLSearchParams([["formulier", crypto.randomUUID()], ...Object.entries(pairs)]).toString(),
    maxRedirects: 0,
  });
}

/** Sends a form that is taken in, and returns the answer. */
async function done(person, path, pairs) {
  const answer = await send(person, path, pairs);
  if (![200, 303].includes(answer.status())) {
    const page = await answer.text();
    const said = /kt-summary[\s\S]{0,900}/.exec(page)?.[0] ?? page.slice(0, 600);
    assert.fail(`${path} ${JSON.stringify(pairs).slice(0, 200)} answers ${answer.status()}: ${said}`);
  }
  return answer;
}

const accept = (person, path, login, functie = "") => done(person, path, { mailadres: login, wachtwoord: PASSWORD, functie });

/** Signs somebody in who chose a password of their own. */
async function enter(cast, login, { scripts = true, watched = true } = {}) {
  const person = await cast.visitor({ scripts });
  const watch = watched ? await Watch.of(person.context, stage.server.address) : null;
  await person.page.goto("/inloggen");
  await person.fillInSignIn(login, login === ADMINISTRATOR.login ? ADMINISTRATOR.password : PASSWORD);
  await person.page.waitForURL((url) => url.pathname !== "/inloggen");
  return { person, watch };
}

/** Types a text into every text area of a form and presses a button. */
async function fillIn({ page }, form, button, choose = async () => {}) {
  const within = page.locator(form).first();
  await choose(within);
  return posted(page, () => within.locator(button).first().evaluate((it) => it.click()));
}

journey("a region is filled with such texts by everybody", async (cast) => {
  const admin = await cast.visitor({ scripts: "lost" });
  await admin.page.goto("/inloggen");
  await admin.fillInSignIn(ADMINISTRATOR.login, ADMINISTRATOR.password);
  await admin.page.waitForURL((url) => url.pathname === "/beheer");
  await done(admin, "/beheer", { doe: "verwijder-niets", reden: texts.for("reden van bewaren", NAME) });
  await done(admin, "/beheer", {
    doe: "maak-regio", naam: texts.for("regio", NAME), organisatie: texts.for("bureau", NAME), "mail-aan": COORDINATOR,
  });

  const coordinator = await cast.visitor({ scripts: "lost" });
  const came = await accept(coordinator, pathOf(await stage.server.office.mail(COORDINATOR)), COORDINATOR);
  region = new URL(came.headers().location, stage.server.address).pathname;
  assert.match(region, /^\/regio\/[0-9a-f-]{36}$/);
  const here = `${region}/deelnemers`;
  await done(coordinator, here, { doe: "voeg-gemeenten-toe", gemeente: "GM0281" });
  await done(coordinator, here, { doe: "voeg-partner-toe", naam: texts.for("partner", NAME), soort: "police" });
  const { names } = (await coordinator.data(here)).screen.participants[0];
  const id = (name) => Object.entries(names).find(([, known]) => known === name || asShown(known).startsWith(name))[0];
  const [tiel, partner] = [id("Tiel"), id("Partner:")];

  const people = {};
  for (const [who, organisation, role, adopts] of [
    ["lead", tiel, "editor", true], ["colleague", tiel, "editor", false], ["partner", partner, "editor", true], ["observer", tiel, "observer", false],
  ]) {
    const made = await done(coordinator, here, {
      doe: "nodig-uit", organisatie: organisation, rol: role, functie: "",
      ...(adopts ? { "mag-bevestigen": "ja" } : {}),
    });
    people[who] = await cast.visitor({ scripts: "lost" });
    await accept(people[who], LINK.exec(await made.text())[0], logins[who], texts.for(`functie van ${who}`, NAME));
  }
  const { lead, colleague } = people;
  const invited = await done(coordinator, here, { doe: "nodig-uit", organisatie: tiel, rol: "editor", functie: texts.for("functie van een genodigde", NAME) });
  [invitation] = LINK.exec(await invited.text());
  await done(coordinator, here, { doe: "nodig-uit", organisatie: tiel, rol: "observer", functie: texts.for("functie per mail", NAME), "mail-aan": "nieuw@tiel.example" });

  await done(coordinator, region, { doe: "open-ronde", ronde: texts.for("ronde", NAME), "welke-ronde": "" });
  await done(coordinator, `${region}/eigen-vragen`, {
    doe: "voeg-toe", check: "4", regelt: "gemeente", vraag: texts.for("eigen vraag", QUESTION), waarom: texts.for("waarom deze vraag", REASON),
  });

  // Answers with explanations, of a municipality and of the region, and a view of a partner.
  const explain = (value, field, place) => async (form) => {
    await form.locator(`input[name="${field}.antwoord"][value=${value}]`).check();
    await form.locator(`textarea[name="${field}.toelichting"]`).fill(texts.for(place, EXPLANATION));
  };
  await lead.page.goto(`${region}/checklist/${tiel}/4`);
  const shared = await fillIn(lead, "form.kt-questions", "button[name=doe][value='deel:4.3']", explain("nee", "4.3", "toelichting van een gemeente"));
  assert.equal(shared.status(), 303);
  await lead.page.goto(`${region}/checklist/${tiel}/1`);
  assert.equal((await fillIn(lead, "form.kt-questions", "button[name=doe][value=bewaar]", explain("deels", "1.1", "concept"))).status(), 303);
  await coordinator.page.goto(`${region}/vraag/4.1`);
  const regional = coordinator.page.locator("form", { has: coordinator.page.locator("textarea[name$='.toelichting']") });
  const [field] = (await regional.locator("textarea[name$='.toelichting']").first().getAttribute("name")).split(".toelichting");
  const put = await fillIn(coordinator, "form:has(textarea[name$='.toelichting'])", "button[name=doe][value=deel]", explain("deels", field, "antwoord van de regio"));
  assert.equal(put.status(), 303);
  await lead.page.goto(`${region}/checklist/${tiel}/4`);
  const differs = await fillIn(lead, "form.kt-questions", `button[name=doe][value='geldt-niet:${field}']`, async (form) => {
    await form.locator("details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
    await form.locator(`textarea[name="${field}.reden"]`).fill(texts.for("reden om af te wijken", REASON));
  });
  assert.equal(differs.status(), 303);
  await people.partner.page.goto(`${region}/vraag/4.3`);
  const view = await fillIn(people.partner, "form:has(textarea[name='4.3.bron'])", "button[name=doe][value='deel:4.3']", async (form) => {
    await explain("nee", "4.3", "kijk van een partner")(form);
    await form.locator("textarea[name='4.3.bron']").fill(texts.for("hoe de partner dat weet", REASON));
  });
  assert.equal(view.status(), 303);

  // What people say and ask.
  const talk = `${region}/vraag/4.3/opmerkingen`;
  await done(lead, talk, { doe: "begin", waarover: "vraag", opmerking: texts.for("opmerking", COMMENT) });
  await done(lead, talk, { doe: "begin-intern", waarover: "vraag", opmerking: texts.for("interne notitie", COMMENT) });
  await coordinator.page.goto(`${region}/vraag/4.3`);
  const reply = await coordinator.page.locator("button[value^='reageer:']").first().getAttribute("value");
  await done(coordinator, talk, { doe: reply, opmerking: texts.for("reactie", COMMENT) });
  const asks = `${region}/verzoeken`;
  await done(lead, asks, { doe: "vraag-partner", partner, over: "4.4", opmerking: texts.for("verzoek aan een partner", REASON) });
  await people.partner.page.goto(asks);
  const declines = await people.partner.page.locator("button[value^='sla-af:']").first().getAttribute("value");
  await done(people.partner, asks, { doe: declines, opmerking: texts.for("waarom niet", REASON) });

  await lead.page.goto(`${region}/vraag/4.3`);
  const closing = lead.page.locator("form", { has: lead.page.locator("button[value^='afgehandeld:']") }).first();
  await done(lead, talk, {
    doe: await closing.locator("button[value^='afgehandeld:']").getAttribute("value"),
    gezien: await closing.locator("input[name=gezien]").getAttribute("value"),
    opmerking: texts.for("waarmee een gesprek sluit", COMMENT),
  });

  // Among colleagues: a request, an offer to go on with it, and why not.
  const chosen = async (person, path, name) => {
    await person.page.goto(path);
    return person.page.locator(`select[name=${name}] option:not([value=""])`).first().getAttribute("value");
  };
  await done(lead, asks, { doe: "vraag-collega", collega: await chosen(lead, asks, "collega"), over: "1.1", opmerking: texts.for("verzoek aan een collega", REASON) });
  const hands = `${region}/overdracht`;
  const opvolger = await chosen(colleague, hands, "opvolger");
  const offers = await colleague.page.locator("button[value^='bied-aan:']").first().getAttribute("value");
  await done(colleague, hands, { doe: offers, opvolger, opmerking: texts.for("opmerking bij een overdracht", REASON) });
  await lead.page.goto(hands);
  const refuses = await lead.page.locator("button[value^='wijs-af:']").first().getAttribute("value");
  await done(lead, hands, { doe: refuses, opmerking: texts.for("waarom geen overdracht", REASON) });

  // An administrator reads along, with a reason that stands above every page.
  const grants = `${here}/meekijken`;
  await done(coordinator, grants, {
    doe: "laat-meekijken", beheerder: await chosen(coordinator, grants, "beheerder"), "hoe-lang": "1-dag", reden: texts.for("reden om mee te kijken", GRANT),
  });

  // The discussion begins; what is shared afterwards says why only now.
  await coordinator.page.goto(region);
  const round = await coordinator.page.locator("input[name=welke-ronde]").first().inputValue();
  await done(coordinator, region, { doe: "bespreek-ronde", "welke-ronde": round });
  await lead.page.goto(`${region}/checklist/${tiel}/2`);
  const late = await fillIn(lead, "form.kt-questions", "button[name=doe][value='deel:2.1']", async (form) => {
    await explain("nee", "2.1", "toelichting achteraf")(form);
    await form.locator("textarea[name=waarom-nu]").fill(texts.for("waarom nu pas", REASON));
  });
  assert.equal(late.status(), 303);

  // One text is removed, with a reason.
  await done(lead, talk, { doe: "begin", waarover: "vraag", opmerking: "Dit gaat zo weg." });
  await lead.page.goto(`${region}/vraag/4.3`);
  const gone = lead.page.locator(".kt-threads > li", { hasText: "Dit gaat zo weg." });
  const removal = await gone.locator("a[href*='/verwijderen/']").first().getAttribute("href");
  await lead.page.goto(removal);
  const nth = await lead.page.locator("input[name=tekst]").first().getAttribute("value");
  await done(lead, new URL(removal, stage.server.address).pathname, { tekst: nth, reden: texts.for("reden van verwijderen", REASON) });
});

journey("mails hold them as text, and no head of a mail is theirs", async () => {
  const { office } = stage.server;
  for (const address of [COORDINATOR, "nieuw@tiel.example"]) {
    const mail = await office.mail(address);
    assert.ok(asShown(mail.subject + mail.text).includes(texts.put.get("regio")), mail.text);
    assert.ok(!/[\r\n]/.test(mail.subject));
    assert.deepEqual(mail.headers.filter((key) => /^(b?cc|x-)/.test(key)), []);
    // A part in HTML is made of the words of the product: nothing that was typed is an element there.
    assert.doesNotMatch(mail.html ?? "", /data-kanarie(?![^<]*&gt;)|<(script|img|svg|math|iframe|base|form)\b/i);
  }
  assert.equal(office.count("kanarie@elders.example"), 0);
});

journey("an invitation shows the function that its inviter typed", async (cast) => {
  for (const scripts of [true, "lost"]) {
    const visitor = await cast.visitor({ scripts });
    const watch = await Watch.of(visitor.context, stage.server.address);
    assert.equal((await visitor.page.goto(invitation)).status(), 200);
    assert.ok((await watch.read(visitor.page)).includes(texts.put.get("functie van een genodigde")));
    assert.deepEqual(watch.noticed, []);
  }
});

for (const scripts of [true, "lost"]) {
  const how = scripts === true ? "with scripts" : "without scripts";
  const seen = [];
  for (const who of [...Object.keys(logins), "administrator"]) {
    const login = logins[who] ?? ADMINISTRATOR.login;
    journey(`none runs in what the ${who} reads, ${how}`, async (cast) => {
      const { person, watch } = await enter(cast, login, { scripts });
      for (const address of await places(person, login)) {
        const response = await person.open(address);
        assert.ok(response.status() < 500, `${address} answers ${response.status()}`);
        seen.push(await watch.read(person.page));
        if (address.includes("/papier")) {
          assert.ok(10_000 < (await person.page.pdf({ format: "A4" })).length, "there is something on paper");
        }
      }
      assert.deepEqual(watch.noticed, []);
    });
  }

  journey(`each is shown to somebody as it was typed, ${how}`, async () => {
    const shown = seen.join("\n");
    const missing = [...texts.put.values()].filter((text) => !shown.includes(text));
    assert.deepEqual(missing, []);
    assert.ok(31 < texts.put.size, "they were put in every place");
  });
}

/** Returns every address with something to read. */
async function places(person, login) {
  if (login === ADMINISTRATOR.login) return ["/beheer", "/beheer/mail", "/beheer/verantwoording", "/account"];
  const { screen } = await person.data(`${region}/checklist`);
  const [{ names }] = screen.grid;
  const [tiel] = Object.entries(names).find(([, name]) => name === "Tiel");
  const checks = [1, 2, 4].map((check) => `${region}/checklist/${tiel}/${check}`);
  const more = login === logins.observer ? [] : [`${region}/deelnemers/verantwoording`, `${region}/deelnemers/mail`];
  return [
    "/", "/account", region, `${region}/checklist`, ...checks, `${region}/vraag/4.1`, `${region}/vraag/4.3`, `${region}/vraag/2.1`,
    `${region}/vraag/4.R1`, `${region}/verzoeken`, `${region}/overdracht`, `${region}/eigen-vragen`, `${region}/deelnemers`, ...more, `${region}/geschiedenis`,
    `${region}/papier?gemeente=${tiel}`, `${region}/zoek?naar=kanarie`,
  ];
}

/** Opens an address and returns what it shows. */
async function shows(person, watch, address) {
  const response = await person.page.goto(address);
  assert.ok(response.status() < 500, `${address} answers ${response.status()}`);
  return watch.read(person.page);
}

/** In parts each journey ends in time, also on a slow machine. */
const PARTS = 3;
for (let part = 0; part < PARTS; part += 1) {
  const some = PAYLOADS.filter((_, at) => at % PARTS === part);

  journey(`what is searched for and what an address asks comes back as text, part ${part + 1} of ${PARTS}`, async (cast) => {
    const { person, watch } = await enter(cast, COORDINATOR, { scripts: "lost" });
    for (const [at, payload] of some.entries()) {
      const text = encodeURIComponent(payload);
      const found = await shows(person, watch, `${region}/zoek?naar=${text}`);
      assert.ok(found.includes(asShown(payload)), `the search shows ${payload}`);
      const odd = [
        `${region}?gedaan=${text}&op=${text}`, `${region}/deelnemers?gedaan=${text}&nodig-uit=${text}`, `/${text}`, `/regio/${text}`,
        `/uitnodiging/${text}`, `/wachtwoord/${text}`, `${region}/vraag/${text}`, `${region}/geschiedenis?vraag=${text}&organisatie=${text}`,
        `${region}/checklist?antwoord=${text}&check=${text}&gemeente=${text}`,
      ];
      // Each payload meets some of the addresses, and each address some of the payloads.
      for (const address of odd.filter((_, nth) => nth % 4 === at % 4)) await shows(person, watch, address);
    }
    assert.deepEqual(watch.noticed, []);
  });

  journey(`what somebody types who is not signed in comes back as text, part ${part + 1} of ${PARTS}`, async (cast) => {
    const visitor = await cast.visitor({ scripts: "lost" });
    const watch = await Watch.of(visitor.context, stage.server.address);
    const { page } = visitor;
    const sent = (field) => posted(page, () => page.locator(`form:has(${field}) button[type=submit]`).click());
    for (const payload of some) {
      await shows(visitor, watch, `/inloggen?terug=${encodeURIComponent(payload)}`);
      await page.locator("#naam").fill(payload);
      await page.locator("#wachtwoord").fill(payload);
      const failed = await sent("#wachtwoord");
      assert.ok([422, 429].includes(failed.status()), `signing in as ${payload} answers ${failed.status()}`);
      // A field of one line keeps no ends of lines, and whoever tries too often is shown nothing of it.
      const stays = (answer) => answer.status() === 422 && !/[^ -~\u0400-\u04ff]/.test(payload);
      const back = await watch.read(page);
      if (stays(failed)) assert.ok(back.includes(asShown(payload)), `signing in shows ${payload}`);
      await page.goto("/wachtwoord");
      await page.locator("#mailadres").fill(payload);
      const asked = await sent("#mailadres");
      const again = await watch.read(page);
      // Addresses are in small letters.
      if (stays(asked)) assert.ok(again.toLowerCase().includes(asShown(payload).toLowerCase()), `the form shows ${payload}`);
    }
    assert.deepEqual(watch.noticed, []);
  });
}

journey("what is taken along as data is data", async (cast) => {
  const { person } = await enter(cast, COORDINATOR, { scripts: "lost", watched: false });
  for (const address of [`${region}/stand`, "/account/gegevens", region]) {
    const answer = await person.context.request.get(address, { headers: { accept: PAGE_TYPE } });
    assert.equal(answer.status(), 200, address);
    assert.match(answer.headers()["content-type"], /^application\/.*json/, address);
    assert.equal(answer.headers()["x-content-type-options"], "nosniff");
    JSON.parse(await answer.text());
  }
});

journey("the watch notices a place that is not escaped", async (cast) => {
  const { person, watch } = await enter(cast, COORDINATOR);
  // As if the page wrote one of the texts as it is: its own policy stays as it was.
  await person.context.route((url) => url.pathname === region, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</main>", `${PAYLOADS[1]}${PAYLOADS[20]}</main>`);
    await route.fulfill({ response, body });
  });
  await person.page.goto(region);
  await watch.read(person.page);
  const noticed = watch.noticed.join("\n");
  assert.match(noticed, /the policy had to stop script-src-attr/);
  assert.match(noticed, /holds <img src="x" data-kanarie/);
  assert.match(noticed, /holds <link data-kanarie/);
  cast.forgive();
});
