// What someone typed or chose before the page came alive: the page shows the server's values when
// it is taken over, so these are entered again, as if typed now.

export function typedSoFar() {
  const typed = changed("main textarea, main select, main input[type=radio]").map((field) => [field, field.value, field.selectionStart, field.selectionEnd]);
  return () => typed.forEach((field) => enter(...field));
}

export function isTypedIn() {
  return changed("main textarea, main select, main input").length > 0;
}

function changed(fields) {
  return [...document.querySelectorAll(fields)].filter(isChanged);
}

function isChanged(field) {
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    // Where the server chose none, the browser shows the first.
    const given = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(given, 0);
  }
  return field.value !== field.defaultValue;
}

function enter(field, value, from, to) {
  if (field.type === "radio") field.checked = true;
  else field.value = value;
  // Whoever is still typing goes on where they were.
  if (field === document.activeElement && field.tagName === "TEXTAREA") field.setSelectionRange(from, to);
  const event = field.tagName === "TEXTAREA" ? "input" : "change";
  field.dispatchEvent(new Event(event, { bubbles: true }));
}
