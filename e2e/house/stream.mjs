// The live stream as bytes, to search in everything that was ever sent.

import { eventually } from "./patience.mjs";

/** Reads a stream with somebody's session, until `close`. */
export async function listen(person, address) {
  const cookies = await person.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const origin = new URL(person.page.url()).origin;
  const end = new AbortController();
  const response = await fetch(new URL(address, origin), { headers: { cookie }, signal: end.signal });
  if (!response.ok) {
    throw new Error(`${address} answers ${response.status}`);
  }
  const heard = new Heard(end);
  heard.read(response.body);
  return heard;
}

class Heard {
  text = "";
  #end;

  constructor(end) {
    this.#end = end;
  }

  async read(body) {
    try {
      for await (const piece of body.pipeThrough(new TextDecoderStream())) {
        this.text += piece;
      }
    } catch (reason) {
      if (reason.name !== "AbortError") {
        throw reason;
      }
    }
  }

  /** Waits until this was sent. */
  holds(text) {
    return eventually(`the stream holds ${text}`, () => this.text.includes(text));
  }

  close() {
    this.#end.abort();
  }
}
