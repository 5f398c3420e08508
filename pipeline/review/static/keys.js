// The keyboard: one table, from which the help is made too.

import { byId, fill, h } from "./dom.js";

/** key, what it does, name of the action. */
export const KEYS = [
  ["a", "right: accept the claim, go on", "accept"],
  ["r", "wrong: reject the claim, go on", "reject"],
  ["e", "edit the claim", "edit"],
  ["j", "next claim (also ↓)", "next"],
  ["k", "claim before (also ↑)", "previous"],
  ["n", "new claim from the words selected", "add"],
  ["u", "undo the last decision (also Ctrl+Z)", "undo"],
  ["d", "article finished: everything is found and decided", "finish"],
  ["f", "to the filters", "filters"],
  ["l", "lists: disagreements, lost articles, silent sentences, set aside", "lists"],
  ["?", "this help", "help"],
];
const MORE = [
  ["Ctrl+Enter", "save the form"],
  ["Esc", "leave the form"],
];
const OTHERS = { ArrowDown: "next", ArrowUp: "previous" };

/** Call `act[name]()` for keys pressed outside of forms and dialogs. */
export function listen(act) {
  const single = byId("single");
  single.checked = localStorage.getItem("onrecord-single") !== "no";
  single.addEventListener("change", () => localStorage.setItem("onrecord-single", single.checked ? "yes" : "no"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "Enter") run(event, act.save);
      else if (event.key === "z" && !writing(event.target)) run(event, act.undo);
      return;
    }
    if (event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") run(event, act.cancel);
    else if (!writing(event.target) && single.checked) {
      const found = KEYS.find(([key]) => key === event.key.toLowerCase())?.[2] ?? OTHERS[event.key];
      if (found && !(event.key.startsWith("Arrow") && event.target.closest("#article, #queue"))) run(event, act[found]);
    }
  });
}

function run(event, act) {
  event.preventDefault();
  act();
}

const writing = (target) => Boolean(target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]"));

export function showHelp() {
  const rows = [...KEYS, ...MORE].map(([key, what]) => h("tr", {}, h("td", {}, h("kbd", {}, key.length === 1 ? key.toUpperCase() : key)), h("td", {}, what)));
  fill(byId("help").querySelector("table"), h("tbody", {}, rows));
  byId("help").showModal();
}
