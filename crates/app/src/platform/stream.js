// One live stream for all tabs of a browser that look at the same region with the same eyes.
// The tab that holds the lock reads the stream and tells the others; when it closes, the next
// one gets the lock and goes on where it was itself.

const EVENTS = { stand: "snapshot", rechten: "rights", aanwezig: "presence" };
const PAUSE_MS = 3000;
const PAUSE_MS_MAX = 60000;

export function openStream(sharedAs, address, told) {
  if (!navigator.locks) {
    read(address, told);
    return;
  }
  const channel = new BroadcastChannel(sharedAs);
  channel.onmessage = ({ data }) => {
    if (data.kind !== "hello") told(data.kind, data.text);
  };
  // What happened between the making of this page and now was told before we listened.
  channel.postMessage({ kind: "hello" });
  navigator.locks.request(sharedAs, () => new Promise(() => readForAll(channel, address, told)));
}

function readForAll(channel, address, told) {
  const latest = {};
  channel.addEventListener("message", ({ data }) => {
    if (data.kind !== "hello") return;
    for (const kind of ["state", "delivery"]) {
      if (latest[kind]) channel.postMessage(latest[kind]);
    }
  });
  read(address, (kind, text) => {
    // Who is where a page asks for itself.
    if (kind !== "presence") latest[kind === "delivery" ? "delivery" : "state"] = { kind, text };
    channel.postMessage({ kind, text });
    told(kind, text);
  });
}

function read(address, tell, pauseMs = PAUSE_MS) {
  const at = address();
  if (!at) return; // Nothing here is for this reader any more.
  const source = new EventSource(at);
  source.onopen = () => {
    pauseMs = PAUSE_MS;
    tell("open", "");
  };
  source.onmessage = (message) => tell("delivery", message.data);
  for (const [event, kind] of Object.entries(EVENTS)) {
    source.addEventListener(event, (message) => tell(kind, message.data));
  }
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) {
      tell("lost", "");
      return;
    }
    // The server refused: signed out, or it is restarting. Ask again ever more calmly, and at once
    // when somebody comes back to this tab.
    tell("ended", "");
    const again = () => {
      clearTimeout(timer);
      window.removeEventListener("focus", again);
      read(address, tell, Math.min(2 * pauseMs, PAUSE_MS_MAX));
    };
    const timer = setTimeout(again, pauseMs);
    window.addEventListener("focus", again);
  };
}
