// The queue at the side: filters, and the rows to go through.

import { byId, fill, h } from "./dom.js";

export class QueueView {
  /** `on.filter(filter)`, `on.pick(index)`, `on.more()`. */
  constructor(session, on) {
    this.session = session;
    this.root = byId("rows");
    this.form = byId("filters");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => on.filter());
    this.form.addEventListener("reset", () => setTimeout(() => on.filter()));
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.more) on.more();
      else if (button) on.pick(Number(button.dataset.index));
    });
  }

  /** What the form asks for; `document` is the article on the screen. */
  filter(document) {
    const values = Object.fromEntries(new FormData(this.form));
    const filter = {};
    for (const [name, value] of Object.entries(values)) if (value !== "" && name !== "here") filter[name] = value.trim();
    if (values.here && document) filter.document = document;
    return filter;
  }

  show() {
    const { rows, total, at } = this.session;
    let last = null;
    const entries = rows.map((row, i) => {
      const heading = row.document === last ? null : h("span", { class: "title", dir: "auto" }, row.title);
      last = row.document;
      return h("li", {}, h("button", { type: "button", "data-index": i, class: row.state, "aria-current": i === at ? "true" : null },
        heading,
        h("span", { class: `stance ${row.stance}` }, row.stance),
        h("span", { class: "short", dir: "auto" }, `${row.holder}: ${row.target}`)));
    });
    if (rows.length < total) entries.push(h("li", {}, h("button", { type: "button", "data-more": "yes" }, "More…")));
    fill(this.root, entries);
    fill(byId("count"), total === 1 ? "1 claim" : `${total} claims`);
    this.shown = at;
  }

  /** The current row has changed, or what was decided of one. */
  move(changed = []) {
    const { rows, at } = this.session;
    const items = this.root.children;
    for (const i of new Set([this.shown, at, ...changed])) {
      const button = items[i]?.firstElementChild;
      if (!button || !rows[i]) continue;
      button.className = rows[i].state;
      if (i === at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.shown = at;
    const button = items[at]?.firstElementChild;
    if (button && this.root.offsetParent) {
      const view = this.root.getBoundingClientRect();
      const box = button.getBoundingClientRect();
      if (box.top < view.top || box.bottom > view.bottom) this.root.scrollTop += box.top - view.top - view.height / 3;
    }
  }
}
