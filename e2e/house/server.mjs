// The real server with the demo regions, on an empty database of its own.
//
// Invariant: whatever happens, the process and its database are gone after `close`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import * as place from "./place.mjs";
import * as offices from "./post_office.mjs";
import * as scenery from "./scenery.mjs";
import * as store from "./store.mjs";
import { eventually } from "./patience.mjs";

/** Who administers the installation, where somebody does. */
export const ADMINISTRATOR = { login: "beheer@host.example", password: "vlonder kruimel acht parasol" };
/** The link with which somebody becomes the first administrator. */
const FIRST_LINKS = /\/uitnodiging\/[0-9a-f]{64}/g;
/** The day on which the demo's dates make sense. */
const MONDAY = Date.parse("2026-11-23T09:00:00+01:00");
/** The line in which a server says where it listens. */
const LISTENS = /^Ketentafel: http:\/\/127\.0\.0\.1:(\d+)\/$/m;
const LOG_LINES_MAX = 400;
/** Seeding the demo with a build without optimisations takes a while on a busy machine. */
const READY_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;
/** A program sets its clock a moment after it was told the time; what another ends now has ended for all. */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * Starts a server; `betweenRounds` has one of its regions without an open round, `alone` has one with a single
 * municipality; `bare` has nothing at all: a fresh installation, without the demo; `mails` sends mail;
 * `administered` has an administrator beside the demo; `flags` are what an operator sets.
 */
export async function open({ betweenRounds = false, alone = false, bare = false, mails = false, administered = false, flags = [] } = {}) {
  let content = null;
  if (betweenRounds) content = await scenery.betweenRounds();
  if (alone) content = await scenery.alone();
  const office = mails ? await offices.open() : null;
  const server = new Server(await store.make(), { content, office, flags }, bare ? "serve" : "demo");
  try {
    await server.start();
    if (administered) await server.letAdministratorIn();
  } catch (reason) {
    await server.close();
    throw reason;
  }
  return server;
}

class Server {
  #store;
  /** Any free port at first, and that same one after a restart. */
  #port = 0;
  #content;
  #office;
  #role;
  #process = null;
  #opened = Date.now();
  #lines = [];

  #flags;

  constructor(made, { content, office, flags }, role) {
    this.#store = made;
    this.#content = content;
    this.#office = office;
    this.#flags = flags;
    this.#role = role;
  }

  /** The address of the product. */
  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The mail server that it sends mail to. */
  get office() {
    return this.#office;
  }

  /** Tells whether a text stands anywhere in the database. */
  holds(text) {
    return this.#store.holds(text);
  }

  /** What the server logged. */
  get log() {
    return this.#lines.join("\n");
  }

  /** Returns the last lines of the log. */
  end(lines) {
    return this.#lines.slice(-lines).join("\n");
  }

  /** How the server ended, or nothing while it runs. */
  get ending() {
    return this.#process?.signalCode ?? this.#process?.exitCode ?? null;
  }

  /** Starts the server on its data, and waits until it answers. */
  async start() {
    this.#process = spawn(
      place.program(),
      [this.#role, "--database", this.#store.address, "--site", place.site(), "--plain-http",
        "--listen", `127.0.0.1:${this.#port}`, "--clock", this.#now(),
        ...(this.#content ? ["--content", this.#content.folder] : []), ...this.#mail(), ...this.#flags],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...this.#store.settings } },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => this.#note(text));
    }
    await eventually("the server answers", () => this.#answers(), READY_MS_MAX);
  }

  /** Lets the first administrator in: the demo has none, and a server without the demo says how. */
  async letAdministratorIn() {
    const role = this.#role;
    const links = () => this.log.match(FIRST_LINKS) ?? [];
    await this.stop();
    // Each start makes another link.
    const before = links().length;
    this.#role = "serve";
    await this.start();
    const link = await eventually("the first link is said", () => links()[before]);
    const { login, password } = ADMINISTRATOR;
    const answer = await fetch(`${this.address}${link}`, {
      method: "POST", redirect: "manual", headers: { origin: this.address },
      body: new URLSearchParams({ mailadres: login, wachtwoord: password }),
    });
    if (answer.status !== 303) throw new Error(`nobody was let in: ${answer.status}\n${await answer.text()}`);
    await this.stop();
    this.#role = role;
    await this.start();
  }

  /** Ends the server as a power cut would: nothing is finished, nothing is said. */
  async kill() {
    await this.#finish("SIGKILL");
  }

  /** Stops the server politely. */
  async stop() {
    const { code, signal } = await this.#finish("SIGTERM");
    if (code !== 0) {
      throw new Error(`the server stopped with ${code ?? signal}\n${this.log}`);
    }
  }

  /** Starts again at a later time of its clock: for what is so for some time only. */
  async goOnLater(ms) {
    await this.stop();
    this.#opened -= ms;
    await this.start();
  }

  /**
   * Works on the data by command line, as an operator does: SQLite belongs to one program at a time, so
   * there the server stands still meanwhile.
   */
  async operate(...words) {
    const pauses = place.engine() === "sqlite";
    if (pauses) await this.stop();
    const child = spawn(place.program(), [...words, "--database", this.#store.address, "--clock", this.#now(-CLOCKS_DIFFER_MS)],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...this.#store.settings } });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => this.#note(text));
    }
    const [code] = await once(child, "exit");
    if (code !== 0) {
      throw new Error(`${words.join(" ")} ended with ${code}\n${this.log}`);
    }
    if (pauses) await this.start();
  }

  /** Ends everything. */
  async close() {
    await this.#finish("SIGKILL");
    await this.#store.remove();
    await this.#office?.close();
    await this.#content?.remove();
  }

  #mail() {
    if (this.#office === null) return [];
    return ["--mail-server", this.#office.address, "--mail-from", "Ketentafel <noreply@ketentafel.example>",
      "--public-address", "http://ketentafel.example"];
  }

  #now(apart = 0) {
    return new Date(MONDAY + Date.now() - this.#opened + apart).toISOString();
  }

  async #answers() {
    if (this.ending !== null) {
      throw new Error(`the server ended by itself with ${this.ending}\n${this.log}`);
    }
    if (this.#port === 0) return false; // It has not said where.
    try {
      return (await fetch(`${this.address}/healthz`)).ok;
    } catch {
      return false; // Not listening yet.
    }
  }

  async #finish(signal) {
    const process = this.#process;
    this.#process = null;
    if (process === null || process.exitCode !== null || process.signalCode !== null) {
      return { code: process?.exitCode, signal: process?.signalCode };
    }
    const ended = once(process, "exit", { signal: AbortSignal.timeout(STOP_MS_MAX) });
    process.kill(signal);
    try {
      const [code, by] = await ended;
      return { code, signal: by };
    } catch {
      process.kill("SIGKILL");
      throw new Error(`the server did not stop within ${STOP_MS_MAX} ms of ${signal}\n${this.log}`);
    }
  }

  #note(text) {
    if (this.#port === 0) this.#port = Number(LISTENS.exec(text)?.[1] ?? 0);
    this.#lines.push(...text.trimEnd().split("\n"));
    this.#lines.splice(0, this.#lines.length - LOG_LINES_MAX);
  }
}
