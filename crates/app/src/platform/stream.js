// One live stream for all tabs of a browser that look at the same region in the same role.
// The tab that holds the lock reads the stream and tells the others; when it closes, the next
// one gets the lock and goes on where it was itself.

const KINDS = { stand: "snapshot", rechten: "rights" };

export function openStream(sharedAs, address, told) {
  const channel = new BroadcastChannel(sharedAs);
  channel.onmessage = (message) => told(message.data.kind, message.data.text);
  const tellAll = (kind, text) => {
    channel.postMessage({ kind, text });
    told(kind, text);
  };
  if (!navigator.locks) {
    read(address, (kind, text) => told(kind, text));
    return;
  }
  navigator.locks.request(sharedAs, () => new Promise(() => read(address, tellAll)));
}

function read(address, tell) {
  const source = new EventSource(address());
  source.onopen = () => tell("open", "");
  source.onmessage = (message) => tell("delivery", message.data);
  for (const [event, kind] of Object.entries(KINDS)) {
    source.addEventListener(event, () => tell(kind, ""));
  }
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) {
      tell("lost", "");
      return;
    }
    // The server refused: signed out, or it is restarting. Ask again calmly.
    tell("ended", "");
    setTimeout(() => read(address, tell), 3000);
  };
}
