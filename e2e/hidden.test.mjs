// Drafts of one municipality are nowhere for anyone else; other regions do not exist.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { doors } from "./house/doors.mjs";
import { journey, setTheStage, stage } from "./house/journey.mjs";
import { listen } from "./house/stream.mjs";
import { PAGE_TYPE } from "./house/person.mjs";

setTheStage();

const CANARY = "kanarie-7f3e";
const FIELD = "4.4";
/** Everyone who is not of Berkelo but sees the region. */
const OTHERS = ["waterdam", "hoogveld", "lindenmeer", "coordinator", "stuurgroep", "voorzitter", "waarnemer", "debrug", "politie"];
/** One of each role goes through every door; the others look where the draft stands. */
const THOROUGH = ["waterdam", "coordinator", "voorzitter", "waarnemer", "debrug"];
const FORMS = ["text/html", PAGE_TYPE];

const addresses = (region) => doors(region, { questions: [FIELD, "4.2"], word: "kanarie" });

/** Reads everything that somebody can read, in every form. */
async function readEverything(person) {
  return read(person, addresses(await person.region()));
}

/** Reads the page on which a draft was written, and the data of the region. */
async function readWhereItStands(person) {
  const { id, municipalities } = await person.region();
  return read(person, [`/regio/${id}/checklist/${municipalities.get("Berkelo")}/4`, `/regio/${id}/stand`]);
}

async function read(person, addresses) {
  const found = [];
  for (const address of addresses) {
    for (const accept of FORMS) {
      const response = await person.context.request.get(address, { headers: { accept } });
      found.push({ where: `${address} as ${accept}`, text: await response.text(), status: response.status() });
    }
  }
  return found;
}

const holding = (found, canary) => found.filter(({ text }) => text.includes(canary)).map(({ where }) => where);

journey("a draft is nowhere for anybody outside the organisation, and everywhere for a colleague", async (cast) => {
  const editor = await cast.enter("berkelo");
  const others = [];
  for (const account of OTHERS) {
    others.push([account, await cast.enter(account, { scripts: false })]);
  }
  const { id } = await editor.region();
  const streams = new Map();
  for (const [account, person] of others) {
    streams.set(account, await listen(person, `/regio/${id}/stroom?na=0`));
  }
  const colleague = await cast.enter("berkelo-teamleider", { scripts: false });
  const own = await listen(colleague, `/regio/${id}/stroom?na=0`);

  const check = await editor.openCheck("Berkelo", 4);
  await check.choose(FIELD, "nee");
  await check.explain(FIELD, `Alleen voor ons: ${CANARY}-concept.`);
  await check.saved(FIELD);
  await check.explain("4.2", `Dit delen wij: ${CANARY}-gedeeld.`);
  await check.saved("4.2");
  await check.sayWhyNow();
  await check.shareButton("4.2").click();

  await own.holds(`${CANARY}-concept`);
  assert.notDeepEqual(holding(await readEverything(colleague), `${CANARY}-concept`), []);
  for (const [account, person] of others) {
    const stream = streams.get(account);
    await stream.holds(`${CANARY}-gedeeld`);
    assert.ok(!stream.text.includes(`${CANARY}-concept`), `the stream of ${account}`);
    const found = await (THOROUGH.includes(account) ? readEverything : readWhereItStands)(person);
    assert.deepEqual(holding(found, `${CANARY}-concept`), [], account);
    assert.notDeepEqual(holding(found, `${CANARY}-gedeeld`), [], `${account} sees what is shared`);
  }

  await check.shareButton(FIELD).click();
  for (const [account, person] of others) {
    await streams.get(account).holds(`${CANARY}-concept`);
    assert.notDeepEqual(holding(await readWhereItStands(person), `${CANARY}-concept`), [], account);
  }
  own.close();
  streams.forEach((stream) => stream.close());
});

journey("in another municipality's browser a draft stays out of page, memory and device", async (cast) => {
  const [editor, other] = await Promise.all([cast.enter("berkelo"), cast.enter("waterdam")]);
  const received = [];
  other.page.on("response", (response) => {
    if (!response.url().includes("/stroom")) received.push(response.text().catch(() => ""));
  });
  await other.openCheck("Berkelo", 3);
  const check = await editor.openCheck("Berkelo", 3);
  await check.explain("3.3", `Nog niet klaar: ${CANARY}-scherm.`);
  await check.saved("3.3");
  await check.explain("3.5", `Wel klaar: ${CANARY}-zichtbaar.`);
  await check.saved("3.5");
  await check.sayWhyNow();
  await check.shareButton("3.5").click();
  await other.page.getByText(`${CANARY}-zichtbaar`).waitFor();
  assert.ok(!(await other.page.content()).includes(`${CANARY}-scherm`));
  assert.ok(!(await other.kept()).includes(CANARY));
  await other.page.reload();
  await other.openCheck("Berkelo", 3);
  const texts = await Promise.all(received);
  assert.ok(texts.some((text) => text.includes(`${CANARY}-zichtbaar`)), "the search looks at the right answers");
  assert.ok(!texts.some((text) => text.includes(`${CANARY}-scherm`)));
});

journey("another region does not exist: every address, command and stream is 404, alike", async (cast) => {
  const [insider, outsider] = await Promise.all([cast.enter("coordinator"), cast.enter("duinkust")]);
  const [theirs, own] = [await insider.region(), await outsider.region("Duinkust")];
  assert.notEqual(theirs.id, own.id);
  const nowhere = { id: randomUUID(), municipalities: theirs.municipalities };
  const beyond = (address) => address.startsWith("/regio/");
  const hidden = addresses(theirs).filter(beyond);
  const missing = addresses(nowhere).filter(beyond);
  for (const [at, address] of hidden.entries()) {
    for (const accept of FORMS) {
      const ask = (path) => outsider.context.request.get(path, { headers: { accept } });
      const [one, two] = [await ask(address), await ask(missing[at])];
      assert.equal(one.status(), 404, address);
      assert.equal(two.status(), 404);
      assert.equal(plain(await one.text(), theirs.id), plain(await two.text(), nowhere.id), address);
    }
    const inside = await insider.context.request.get(address, { headers: { accept: "text/html" } });
    assert.equal(inside.status(), 200, `${address} is there for those who take part`);
  }
  for (const region of [theirs.id, nowhere.id]) {
    const stream = await outsider.context.request.get(`/regio/${region}/stroom?na=0`);
    assert.equal(stream.status(), 404);
    const command = await outsider.context.request.post(`/regio/${region}/opdrachten`, {
      data: { id: randomUUID(), command: { share: { municipality: theirs.municipalities.get("Berkelo"), answers: [] } } },
    });
    assert.ok([400, 404].includes(command.status()), `a command answers ${command.status()}`);
  }
});

journey("a municipality of another region, or one that is not there, is 404 in one's own region", async (cast) => {
  const [insider, outsider] = await Promise.all([cast.enter("coordinator"), cast.enter("duinkust")]);
  const [own, other] = [await insider.region(), await outsider.region("Duinkust")];
  const ask = (municipality, check) =>
    insider.context.request.get(`/regio/${own.id}/checklist/${municipality}/${check}`, { headers: { accept: "text/html" } });
  assert.equal((await ask(own.municipalities.get("Berkelo"), 1)).status(), 200);
  const strangers = [...other.municipalities.values(), randomUUID(), "geen-id", "%00"];
  for (const stranger of strangers) {
    assert.equal((await ask(stranger, 1)).status(), 404, stranger);
  }
  for (const check of ["0", "6", "99", "x"]) {
    assert.equal((await ask(own.municipalities.get("Berkelo"), check)).status(), 404, check);
  }
});

journey("whoever is not signed in reads nothing of a region", async (cast) => {
  const [insider, visitor] = [await cast.enter("coordinator"), await cast.visitor()];
  const region = await insider.region();
  for (const address of addresses(region).filter((address) => address.startsWith("/regio/"))) {
    const data = await visitor.context.request.get(address, { headers: { accept: PAGE_TYPE } });
    assert.equal(data.status(), 401, address);
  }
  await visitor.page.goto(`/regio/${region.id}/checklist`);
  assert.equal(new URL(visitor.page.url()).pathname, "/inloggen");
  await visitor.fillInSignIn("coordinator", "een ander wachtwoord");
  await visitor.page.locator(".kt-summary").waitFor();
  assert.equal(stage.server.log.includes("een ander wachtwoord"), false, "passwords are not logged");
});

/** Takes out what differs between any two answers: the nonce, the time and the asked address. */
function plain(text, region) {
  return text
    .replaceAll(region, "REGION")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/data-now="\d+"/g, "")
    .replaceAll(/"now":\d+/g, "");
}
