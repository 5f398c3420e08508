// Editing and adding: the form, the handles and the words selected, working on one draft.

import { byId, fill, h } from "./dom.js";
import { Editor, blank } from "./editor.js";
import { Handles } from "./handles.js";
import { spanOf } from "./article.js";

const CHOICES = [
  ["evidence", "Evidence"],
  ["target", "Target"],
  ["holder.mention", "Holder"],
  ["cue", "Cue"],
  ["condition", "Condition"],
  ["justification", "Why"],
  ["addressee.mention", "Addressee"],
];

export class Drafting {
  constructor(actions) {
    this.actions = actions;
    this.view = actions.view;
    this.editor = new Editor(this.view, {
      change: (draft, armed) => this.show(draft, armed),
      save: (draft) => this.send(draft),
      cancel: () => this.cancel(),
    });
    this.handles = new Handles(this.view, (pair) => this.drag(pair), () => this.editor.open && this.editor.read());
    document.addEventListener("selectionchange", () => this.offer());
    this.view.root.addEventListener("pointerup", () => setTimeout(() => this.taken()));
  }

  get open() {
    return this.editor.open;
  }

  edit(item) {
    this.begin(item.claim, { verb: "edit", item, title: "Edit claim" });
  }

  add(pair) {
    this.begin(blank(pair, this.actions.article.published), { verb: "add", item: null, title: "New claim" });
  }

  /** A claim whose words are gone: mark them again. */
  rewrite(conflict) {
    const draft = structuredClone(conflict.stated);
    for (const name of ["evidence", "target", "resolved", "cue", "condition", "justification"]) draft[name] = null;
    for (const role of ["holder", "addressee"]) if (draft[role]) draft[role].mention = null;
    this.begin(draft, { verb: "add", item: null, title: "Mark the claim again", settles: [conflict.id] });
  }

  async begin(draft, task) {
    const { concepts } = await this.actions.picks;
    this.task = task;
    const form = this.editor.start(draft, { title: task.title, concepts });
    const card = byId("cards").querySelector(".card");
    if (card) card.replaceWith(form);
    else byId("cards").prepend(form);
    const { article } = this.actions;
    fill(byId("dates"), article.dates.map(([, , value]) => h("option", { value })));
    window.getSelection().removeAllRanges();
    document.body.classList.add("editing");
    form.elements.holder.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  /** The draft has changed: show its spans in the text, with handles at the one to set. */
  show(draft, armed) {
    this.view.focus(draft, this.task.item?.key ?? null, { armed, scroll: false });
    this.handles.show(armed ? spanOf(draft, armed) : null);
    if (!armed) return;
    byId("chosen").hidden = true;
  }

  drag(pair) {
    this.editor.set(this.editor.armed, pair);
  }

  /** Words were marked while a span field waits for them. */
  taken() {
    const pair = this.open && this.editor.armed ? this.view.selected() : null;
    if (!pair) return;
    window.getSelection().removeAllRanges();
    this.editor.set(this.editor.armed, pair);
    if (this.editor.armed === "evidence" && !this.editor.draft.target) this.editor.arm("target");
  }

  /** Words are selected: offer what they can be. */
  offer() {
    const bar = byId("chosen");
    const pair = this.actions.article ? this.view.selected() : null;
    if (!pair || (this.open && this.editor.armed)) {
      bar.hidden = true;
      return;
    }
    const choose = (label, act) => h("button", { type: "button", onpointerdown: (event) => event.preventDefault(), onclick: act }, label);
    if (this.open) fill(bar, CHOICES.map(([name, label]) => choose(label, () => this.editor.set(name, this.view.selected() ?? pair))));
    else fill(bar, choose("New claim", () => this.add(this.view.selected() ?? pair)));
    bar.hidden = false;
    const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
    const { root } = this.view;
    const origin = root.getBoundingClientRect();
    bar.style.top = `${box.bottom - origin.top + root.scrollTop + 6}px`;
    bar.style.left = `${Math.max(8, Math.min(box.left - origin.left, root.clientWidth - bar.offsetWidth - 8))}px`;
  }

  save() {
    if (this.open) this.editor.save();
  }

  async send(draft) {
    const { actions, task } = this;
    const { article, session } = actions;
    const answer = await session.decide(article, task.verb, task.item, { value: draft, settles: task.settles ?? [] });
    if (!answer) return;
    const key = task.verb === "add" ? `added-${answer.decision.id.slice(0, 12)}` : task.item.key;
    this.stop();
    if (actions.article !== article) return;
    if (task.verb === "add") actions.select(key);
    else await actions.next();
  }

  cancel() {
    if (!this.open) return;
    this.stop();
    this.actions.draw({ scroll: false });
  }

  stop() {
    if (!this.open) return;
    this.editor.stop();
    this.handles.show(null);
    document.body.classList.remove("editing");
  }

  /** Silent sentences and resting decisions of the article. */
  showAside(article) {
    if (this.shown === article && this.resting === article.resting.length) return;
    this.shown = article;
    this.resting = article.resting.length;
    const silent = byId("silent");
    silent.hidden = !article.skipped.length;
    fill(silent.querySelector("summary"), `Silent sentences (${article.skipped.length})`);
    fill(silent.querySelector("ol"), article.skipped.slice(0, 300).map(({ start, end, reason }) =>
      h("li", {}, h("q", { dir: "auto" }, this.view.words([start, end])), ` ${reason} `,
        h("button", { type: "button", onclick: () => !this.open && this.add([start, end]) }, "Make a claim of it"))));
    const resting = byId("resting");
    resting.hidden = !article.resting.length;
    fill(resting.querySelector("summary"), `Rejected, and no longer read (${article.resting.length})`);
    fill(resting.querySelector("ol"), article.resting.map((d) => h("li", { dir: "auto" }, `${d.reviewer}: ${d.holder} · ${d.stance} · ${d.target}`)));
  }
}
