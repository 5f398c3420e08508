// Small helpers to build the page. Text only ever becomes text nodes; there is no way to pass markup.

/** Characters that would act instead of being read (controls, direction overrides), as visible ones of the same length. */
export function visible(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/g, (c) => {
    const code = c.charCodeAt(0);
    if (c === "\r") return "\u200b";
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\u25af";
  });
}

/** An element with properties, listeners (`onclick: …`), attributes and children (elements, strings, null). */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "hidden" || name === "disabled") element[name] = Boolean(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

/** Append children, strings as text. */
export function add(element, children) {
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : visible(String(child)));
    }
  }
}

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

export const byId = (id) => document.getElementById(id);
export const named = (name) => name.replaceAll("_", " ");

/** A fresh id of 32 hexadecimal digits. */
export function freshId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
