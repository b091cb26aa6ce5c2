// One journey: a test with people in browsers, who leave when it ends.
//
// Invariant: a journey fails when a page broke in silence, and a failure shows the server's log
// and pictures of what everyone saw.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { Person } from "./person.mjs";
import * as place from "./place.mjs";
import * as servers from "./server.mjs";

const JOURNEY_MS_MAX = 90_000;
/** How much of the log helps to understand a failure. */
const LOG_LINES = 15;
const STEP_MS_MAX = 15_000;
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
/** What a page may not do, in the words of the browser's console. */
const BREACHES = /Content Security Policy|panicked|hydration|unreachable|RuntimeError/i;

/** The server and the browser that the journeys of one file share. */
export const stage = { server: null, browser: null };

/** Opens the stage before the first journey of a file and clears it after the last; `scene` is the server's. */
export function setTheStage(scene) {
  before(async () => {
    stage.server = await servers.open(scene);
    stage.browser = await launch();
  }, { timeout: JOURNEY_MS_MAX });
  after(async () => {
    await stage.browser?.close();
    await stage.server?.close();
  });
}

/** Starts a browser with a fresh profile. */
export function launch() {
  return chromium.launch({ executablePath: place.chromium(), args: FLAGS });
}

/** Declares a journey that judges how pages look or are told, which no engine changes: it runs on SQLite only. */
export function look(name, play) {
  if (place.engine() === "sqlite") journey(name, play);
}

/** Declares a journey. `play` gets the cast, with which people come in. */
export function journey(name, play) {
  test(`${name} (${place.engine()})`, { timeout: JOURNEY_MS_MAX }, async (t) => {
    const cast = new Cast(stage);
    try {
      await play(cast, t);
      cast.mustBeWhole();
    } catch (reason) {
      t.diagnostic(`what everyone saw: ${await cast.pictures()}`);
      const { ending } = stage.server;
      const server = ending === null ? "the server runs" : `the server ended by itself with ${ending}`;
      t.diagnostic(`${server}; the end of its log:\n${stage.server.end(LOG_LINES)}`);
      if (ending !== null) throw new Error(`${server}\n${stage.server.end(LOG_LINES)}`, { cause: reason });
      throw reason;
    } finally {
      await cast.leave();
    }
  });
}

/** The people of one journey, each with a browser profile of their own. */
export class Cast {
  #stage;
  #contexts = [];
  #breaches = [];

  constructor(on) {
    this.#stage = on;
  }

  /**
   * Lets somebody in who has not signed in. `scripts: false` has JavaScript off; `"lost"` has it on,
   * but the product's scripts never arrive, so that tools can look at the page as it then stands.
   */
  async visitor({ scripts = true, locale = "nl-NL", width = 1280, scheme = "light" } = {}) {
    const context = await this.#stage.browser.newContext({
      baseURL: this.#stage.server.address,
      javaScriptEnabled: scripts !== false,
      locale,
      timezoneId: "Europe/Amsterdam",
      viewport: { width, height: 900 },
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(STEP_MS_MAX);
    if (scripts === "lost") {
      await context.route(/\/site\/.*\.(js|wasm)/, (route) => route.abort());
    }
    context.on("page", (page) => this.#watch(page));
    this.#contexts.push(context);
    return new Person(context, await context.newPage(), scripts === true);
  }

  /** Lets somebody in and signs in through the form. */
  async enter(account, options) {
    const person = await this.visitor(options);
    await person.signIn(account);
    return person;
  }

  /** Fails when a page broke without anybody noticing. */
  mustBeWhole() {
    if (0 < this.#breaches.length) {
      throw new Error(`pages broke:\n${this.#breaches.join("\n")}`);
    }
  }

  /** Lets pages have broken: for a journey that breaks one on purpose. */
  forgive() {
    this.#breaches.length = 0;
  }

  /** Takes a picture of every page. */
  async pictures() {
    const folder = await mkdtemp(join(tmpdir(), "ketentafel-pictures-"));
    const pages = this.#contexts.flatMap((context) => context.pages());
    const shots = pages.map((page, at) =>
      page.screenshot({ path: join(folder, `${at + 1}.png`), fullPage: true }));
    await Promise.allSettled(shots);
    return folder;
  }

  /** Lets everyone leave. */
  async leave() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#breaches.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && BREACHES.test(message.text())) {
        this.#breaches.push(`${page.url()}: ${message.text()}`);
      }
    });
  }
}
