// The claims of the article as cards: the current one in full, its neighbours as lines to go to.

import { byId, fill, h, named } from "./dom.js";

/** Cards drawn before and after the current one. */
const AROUND = 15;
const SAID = { accept: "right", reject: "wrong", edit: "corrected", add: "added" };
const STATES = { open: "undecided", accepted: "right", rejected: "wrong", edited: "corrected", added: "added" };

export class Cards {
  /** `act` has the functions the buttons call: accept, reject, edit, select(key), settle(verb), keep(conflict), letGo(conflict), rewrite(conflict). */
  constructor(act, words) {
    this.act = act;
    this.words = words;
    this.root = byId("cards");
    this.side = byId("claims");
  }

  show(article, key, me) {
    const items = article.items;
    const at = Math.max(0, items.findIndex((item) => item.key === key));
    const from = Math.max(0, at - AROUND);
    const until = Math.min(items.length, at + AROUND + 1);
    const cards = items.slice(from, until).map((item) => (item.key === key ? this.card(item, article, me) : this.line(item)));
    const more = (count, where) => (count ? h("p", { class: "more" }, `${count} more ${where}`) : null);
    fill(this.root, more(from, "above"), cards, more(items.length - until, "below"));
    if (!items.length) fill(this.root, h("p", { class: "none" }, "No claim was read in this article."));
    this.showConflicts(article);
    const card = this.root.querySelector(".card");
    if (card) this.side.scrollTop += card.getBoundingClientRect().top - this.side.getBoundingClientRect().top - 70;
  }

  line(item) {
    const { claim } = item;
    return h(
      "button",
      { type: "button", class: `line ${item.state}`, "data-key": item.key, onclick: () => this.act.select(item.key) },
      h("span", { class: `stance ${claim.stance}` }, claim.stance),
      h("span", { class: "short", dir: "auto" }, `${claim.holder.name}: ${this.words(claim.target)}`),
      h("span", { class: `state ${item.state}` }, STATES[item.state]),
    );
  }

  card(item, article, me) {
    const { claim } = item;
    const fields = [
      ["form", claim.form],
      ["attribution", named(claim.attribution)],
      ["date", claim.date && `${claim.date.value} (${claim.date.source})`],
      ["organization", claim.organization],
      ["concept", claim.concept],
      ["addressee", claim.addressee?.name],
      ["reporter", claim.reporter.join(", ")],
      ["condition", this.words(claim.condition)],
      ["why", this.words(claim.justification)],
      ["normal form", [claim.subject_stance, claim.subject, claim.instrument].filter(Boolean).join(" · ")],
    ].filter(([, value]) => value);
    return h(
      "article",
      { class: `card ${item.state}`, "data-key": item.key, "aria-current": "true" },
      h(
        "h3",
        { dir: "auto" },
        h("span", { class: "holder" }, claim.holder.name),
        " ",
        h("span", { class: `stance ${claim.stance}` }, claim.stance),
        " ",
        h("span", { class: "target" }, this.words(claim.target)),
      ),
      h("dl", {}, fields.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, value)))),
      this.origin(item),
      this.verdicts(item, me),
      this.rivals(item, article),
      this.buttons(item),
    );
  }

  origin(item) {
    if (item.origin === "person") return h("p", { class: "origin" }, "Only people say this; the machine does not.");
    const sure = h("meter", { min: 0, max: 1, low: 0.4, high: 0.75, optimum: 1, value: item.confidence, "aria-label": "Confidence" });
    return h("p", { class: "origin" }, sure, ` ${Math.round(item.confidence * 100)} % · ${item.stage}`);
  }

  verdicts(item, me) {
    const said = item.verdicts.map((v) =>
      h(
        "li",
        {},
        `${v.reviewer === me ? "You" : v.reviewer}: ${SAID[v.verb]}`,
        item.disputed && v.claim ? ` (${v.claim.holder.name} · ${v.claim.stance} · ${this.words(v.claim.target)} · ${v.claim.form})` : null,
      ),
    );
    return said.length ? h("ul", { class: item.disputed ? "verdicts disputed" : "verdicts" }, said) : null;
  }

  rivals(item, article) {
    const found = article.conflicts.filter((conflict) => conflict.rival === item.key);
    return found.map((conflict) =>
      h(
        "div",
        { class: "conflict" },
        h("p", {}, h("strong", {}, "Conflict. "), `${conflict.reviewer}: ${SAID[conflict.verb]}, but `,
          conflict.reason === "changed" ? `the machine now differs in ${conflict.fields.map(named).join(", ") || "place"}.` : "its words have changed."),
        h("p", { class: "was", dir: "auto" }, `${conflict.holder} · ${conflict.stance} · ${conflict.target}`),
        h("p", { class: "acts" },
          conflict.placed && conflict.verb !== "reject" && h("button", { type: "button", onclick: () => this.act.keep(conflict) }, "Keep the person's"),
          h("button", { type: "button", onclick: () => this.act.accept() }, "Take the machine's"),
          h("button", { type: "button", onclick: () => this.act.reject() }, "Neither"),
        ),
      ),
    );
  }

  buttons(item) {
    const button = (label, key, act, pressed) =>
      h("button", { type: "button", class: `do-${label.toLowerCase()}`, "aria-pressed": pressed, "aria-keyshortcuts": key, onclick: act },
        label, " ", h("kbd", {}, key));
    const settle = item.contested || item.disputed;
    return [
      h("p", { class: "acts" },
        button("Right", "A", this.act.accept, item.state === "accepted" ? "true" : "false"),
        button("Wrong", "R", this.act.reject, item.state === "rejected" ? "true" : "false"),
        button("Edit", "E", this.act.edit, item.state === "edited" ? "true" : "false"),
        button("Next", "J", this.act.next, null)),
      settle && h("p", { class: "acts settle" }, "For everybody: ",
        item.verdicts.filter((v) => v.claim).map((v) =>
          h("button", { type: "button", onclick: () => this.act.settle(v) }, `${v.reviewer}'s is right`)),
        h("button", { type: "button", onclick: () => this.act.settle(null) }, "No claim")),
    ];
  }

  /** Conflicts whose claim the machine does not make any more: they have no card to stand on. */
  showConflicts(article) {
    const loose = article.conflicts.filter((conflict) => conflict.rival === null);
    fill(
      byId("conflicts"),
      loose.map((conflict) =>
        h(
          "div",
          { class: "conflict", "data-key": `conflict-${conflict.id}` },
          h("p", {}, h("strong", {}, "Conflict. "), `${conflict.reviewer}: ${SAID[conflict.verb]}, but words are gone from the article (`,
            conflict.lost.map((path) => named(path.replace(".", " "))).join(", "), ")."),
          h("p", { class: "was", dir: "auto" }, `${conflict.holder} · ${conflict.stance} · ${conflict.target}`),
          h("blockquote", { dir: "auto" }, conflict.words),
          h("p", { class: "acts" },
            h("button", { type: "button", onclick: () => this.act.rewrite(conflict) }, "Mark again"),
            h("button", { type: "button", onclick: () => this.act.letGo(conflict) }, "Let go")),
        ),
      ),
    );
  }
}
