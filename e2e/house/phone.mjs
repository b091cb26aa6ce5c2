// A phone with an app that gives codes, as RFC 6238 makes them.

import { createHmac } from "node:crypto";
import { eventually } from "./patience.mjs";

const STEP_S = 30;
/** How long a code may be on its way. */
const ARRIVES_S = 10;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export class Phone {
  #secret;
  #last = 0;

  /** Types the secret over that a page shows. */
  static async of(page) {
    return new Phone((await page.locator("#sleutel").innerText()).replaceAll(" ", ""));
  }

  constructor(secret) {
    this.#secret = bytes(secret);
  }

  /**
   * Returns a code that was not used yet, by the clock of the server that made a page. The server takes those of
   * half a minute before and after as well, so that a journey need not wait for each.
   */
  async next(page) {
    const data = () => page.locator("html").getAttribute("data-now");
    const made = { at: Date.now(), now: Number(await data()) / 1_000 };
    const step = () => Math.floor((made.now + Date.now() - made.at) / 1_000 / STEP_S);
    await eventually("the next code is near", () => this.#last <= step(), 2 * STEP_S * 1_000);
    // The step before is taken until this one ends: on a slow machine that may be before the code arrives.
    const left = STEP_S - (((made.now + Date.now() - made.at) / 1_000) % STEP_S);
    this.#last = Math.max(this.#last + 1, left < ARRIVES_S ? step() : step() - 1);
    return this.#code(this.#last);
  }

  /** Returns the code that was returned last. */
  last() {
    return this.#code(this.#last);
  }

  #code(step) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.#secret).update(counter).digest();
    const at = mac[mac.length - 1] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}

/** Reads base32. */
function bytes(text) {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)));
}
