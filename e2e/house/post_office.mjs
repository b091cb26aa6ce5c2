// A mail server for one machine: takes the product's mail over SMTP, and can be told to refuse it or to be away.

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { eventually } from "./patience.mjs";

/** Opens one on a free port. */
export async function open() {
  const office = new PostOffice();
  await office.start();
  return office;
}

class PostOffice {
  #server = null;
  #port = 0;
  #mails = [];
  #refused = new Set();

  /** Where it listens, as an operator writes it. */
  get address() {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Takes connections; after a stop at the same place as before. */
  async start() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      hideSTARTTLS: true,
      onRcptTo: ({ address }, _session, done) => {
        if (!this.#refused.has(address)) return done();
        return done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      },
      onData: (stream, { envelope }, done) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        taken(stream).then((mail) => {
          this.#mails.push({ ...mail, to });
          done();
        }, done);
      },
    });
    this.#server.on("error", () => {}); // Somebody who hangs up is no news.
    await new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(this.#port, "127.0.0.1", done);
    });
    this.#port = this.#server.server.address().port;
  }

  /** Takes no connections any more. */
  async close() {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise((done) => server.close(done));
  }

  /** Does not take mail to an address. */
  refuse(address) {
    this.#refused.add(address);
  }

  /** Waits for the mail number `count`, counted from one, to an address. */
  async mail(address, count = 1) {
    const theirs = () => this.#mails.filter(({ to }) => to.includes(address));
    await eventually(`mail ${count} for ${address}`, () => count <= theirs().length);
    return theirs()[count - 1];
  }

  /** Returns how many mails came for an address. */
  count(address) {
    return this.#mails.filter(({ to }) => to.includes(address)).length;
  }
}

/** Reads a mail. */
async function taken(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  const { subject, text, html, headers } = await PostalMime.parse(Buffer.concat(parts));
  return { subject, text, html, headers: headers.map(({ key }) => key) };
}

/** Returns the path of the link in a mail. */
export function pathOf(mail) {
  return new URL(/^https?:\S+$/m.exec(mail.text)[0]).pathname;
}
