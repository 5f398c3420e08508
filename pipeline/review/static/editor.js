// The form in which every field of a claim is set; spans by marking words, dragging handles, or word by word.

import { spanOf } from "./article.js";
import { byId, fill, h, named } from "./dom.js";
import { nextEdge } from "./offsets.js";

/** A claim to begin with: only the words selected. */
export function blank(pair, published) {
  return {
    holder: { name: "", mention: null },
    organization: null,
    stance: "support",
    target: null,
    concept: null,
    resolved: null,
    form: "position",
    addressee: null,
    condition: null,
    justification: null,
    attribution: "narrated",
    reporter: [],
    evidence: pair,
    cue: null,
    date: published ? { value: published.slice(0, 10), source: "document" } : null,
    subject: "",
    subject_stance: null,
    instrument: null,
  };
}

export class Editor {
  /** `on.change(draft, armed)`, `on.save(draft)`, `on.cancel()`. */
  constructor(article, on) {
    this.article = article;
    this.on = on;
    this.form = null;
  }

  get open() {
    return this.form !== null;
  }

  /** The form for a draft, to stand in place of its card. */
  start(draft, { title, concepts }) {
    this.draft = structuredClone(draft);
    this.armed = null;
    this.form = byId("editor").content.firstElementChild.cloneNode(true);
    this.form.prepend(h("h3", {}, title));
    const { elements } = this.form;
    elements.concept.append(...concepts.map(({ id, label }) => h("option", { value: id }, label)));
    this.read();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("input", () => this.write());
    this.arm(this.draft.evidence ? (this.draft.target ? null : "target") : "evidence");
    return this.form;
  }

  stop() {
    this.form?.remove();
    this.form = null;
    this.armed = null;
  }

  /** Fields from the draft. */
  read() {
    const { elements } = this.form;
    const { draft } = this;
    elements.holder.value = draft.holder.name;
    elements.addressee.value = draft.addressee?.name ?? "";
    elements.reporter.value = draft.reporter.join("; ");
    elements.date.value = draft.date?.value ?? "";
    elements.date_source.value = draft.date?.source ?? "document";
    for (const name of ["stance", "form", "attribution", "concept", "organization", "subject", "instrument"]) {
      elements[name].value = draft[name] ?? "";
    }
    elements.subject_stance.value = draft.subject_stance ?? draft.stance;
    for (const field of this.form.querySelectorAll("[data-span]")) {
      fill(field.querySelector(".words"), this.article.words(spanOf(draft, field.dataset.span)) || "—");
    }
  }

  /** The draft from the fields. */
  write() {
    const { elements } = this.form;
    const { draft } = this;
    draft.holder.name = elements.holder.value.trim();
    const addressee = elements.addressee.value.trim();
    draft.addressee = addressee ? { name: addressee, mention: draft.addressee?.mention ?? null } : null;
    draft.reporter = elements.reporter.value.split(";").map((name) => name.trim()).filter(Boolean);
    const date = elements.date.value.trim();
    draft.date = date ? { value: date, source: elements.date_source.value } : null;
    for (const name of ["concept", "organization", "instrument"]) draft[name] = elements[name].value.trim() || null;
    draft.subject = elements.subject.value.trim();
    if (draft.stance !== elements.stance.value && elements.subject_stance.value === draft.stance) {
      elements.subject_stance.value = elements.stance.value;
    }
    for (const name of ["stance", "form", "attribution", "subject_stance"]) draft[name] = elements[name].value;
    this.on.change(this.draft, this.armed);
  }

  clicked(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const act = button.dataset.do;
    if (act === "cancel") this.on.cancel();
    const name = button.closest("[data-span]")?.dataset.span;
    if (!name) return;
    if (act === "arm") this.arm(this.armed === name ? null : name);
    else if (act === "clear") this.set(name, null);
    else this.nudge(name, ...act.split("-"));
  }

  /** Make a span field the one that marking words in the text sets. */
  arm(name) {
    this.armed = name;
    for (const field of this.form.querySelectorAll("[data-span]")) {
      const armed = field.dataset.span === name;
      field.classList.toggle("armed", armed);
      field.querySelector("[data-do=arm]").setAttribute("aria-pressed", String(armed));
    }
    this.on.change(this.draft, this.armed);
  }

  /** Set a span field. */
  set(name, pair) {
    const [outer, inner] = name.split(".");
    if (inner) {
      const words = this.article.words(pair);
      if (!this.draft[outer] && !pair) return;
      this.draft[outer] ??= { name: words, mention: null };
      this.draft[outer][inner] = pair;
      this.draft[outer].name ||= words;
    } else {
      this.draft[name] = pair;
    }
    this.read();
    this.on.change(this.draft, this.armed);
  }

  nudge(name, edge, way) {
    const pair = spanOf(this.draft, name);
    if (!pair) return;
    const [start, end] = this.article.range(pair);
    const step = way === "on" ? 1 : -1;
    const range = edge === "start" ? [nextEdge(this.article.text, start, step, edge), end] : [start, nextEdge(this.article.text, end, step, edge)];
    if (range[0] < range[1]) this.set(name, this.article.pair(...range));
  }

  save() {
    const missing = [
      ["a holder", this.draft.holder.name],
      ["evidence: mark its words", this.draft.evidence],
      ["a target: mark its words", this.draft.target],
    ].filter(([, value]) => !value);
    if (missing.length) this.complain(`Needed: ${missing.map(([name]) => name).join("; ")}.`);
    else this.on.save(this.draft);
  }

  complain(problem) {
    const place = this.form.querySelector(".problem");
    fill(place, named(problem));
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
  }
}
