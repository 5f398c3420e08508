// Puts the page together.

import { Actions } from "./actions.js";
import { get } from "./api.js";
import { byId, fill, h } from "./dom.js";
import { listen, showHelp } from "./keys.js";
import { Outbox } from "./outbox.js";

const THEMES = ["system", "light", "dark"];

function themes() {
  const button = byId("theme");
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    fill(button, `Theme: ${theme}`);
    localStorage.setItem("onrecord-theme", theme);
  };
  button.addEventListener("click", () => set(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]));
  set(THEMES.includes(localStorage.getItem("onrecord-theme")) ? localStorage.getItem("onrecord-theme") : "system");
}

function showSaved(count, trouble) {
  const place = byId("saved");
  fill(place, count === 0 ? "All saved" : trouble ? `${count} not saved: ${trouble}` : `Saving ${count}…`);
  place.className = trouble ? "trouble" : "";
}

async function picks() {
  const found = await get("/api/picks");
  fill(byId("actors"), found.actors.map((name) => h("option", { value: name })));
  fill(byId("instruments"), found.instruments.map((name) => h("option", { value: name })));
  byId("filters").elements.concept.append(...found.concepts.map(({ id, label }) => h("option", { value: id }, label)));
  return found;
}

async function main() {
  themes();
  const outbox = new Outbox(showSaved);
  const actions = new Actions(outbox, document.body.dataset.reviewer);
  listen({ ...actions.bound(), help: showHelp });
  byId("open-help").addEventListener("click", showHelp);
  byId("open-queue").addEventListener("click", (event) => {
    const open = document.body.classList.toggle("show-queue");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
  actions.picks = picks();
  await actions.begin();
  document.body.dataset.ready = "yes";
}

main();
