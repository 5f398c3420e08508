// The article: its heading, its text with the claims marked in it, and the current claim's spans.

import { Chunks } from "./chunks.js";
import { byId, fill } from "./dom.js";
import { Offsets, wholeWords } from "./offsets.js";

/** Span fields that are marked for the current claim, outermost first, with their labels. */
const PARTS = [
  ["justification", "why"],
  ["condition", "condition"],
  ["resolved", "stands for"],
  ["target", "target"],
  ["addressee.mention", "addressee"],
  ["holder.mention", "holder"],
  ["cue", "cue"],
];

export const spanOf = (claim, name) => name.split(".").reduce((value, part) => value?.[part] ?? null, claim);

export class Article {
  /** `onPick(keys)` hears which claims were clicked. */
  constructor(onPick) {
    this.root = byId("article");
    this.text = "";
    this.items = [];
    this.chunks = new Chunks(this.root.querySelector(".text"), (start, end) => this.marksIn(start, end));
    this.root.addEventListener("click", (event) => {
      const keys = event.target.closest?.("mark")?.dataset.keys;
      if (keys && window.getSelection().isCollapsed) onPick(keys.split(" "));
    });
  }

  show(article) {
    this.text = article.text;
    this.offsets = new Offsets(article.text);
    this.dates = article.dates;
    this.current = null;
    this.setItems(article.items);
    const facts = [article.published, ...Object.values(article.facts)].filter(Boolean);
    fill(this.root.querySelector("h2"), article.title);
    fill(this.root.querySelector(".facts"), facts.join(" · "));
    this.chunks.show(article.text);
    this.root.scrollTop = 0;
  }

  /** Claims have changed: mark them anew. */
  update(items) {
    this.setItems(items);
    this.chunks.stale();
  }

  setItems(items) {
    this.items = items.map((item) => ({ item, range: this.range(item.claim.evidence) }));
    this.longest = this.items.reduce((most, { range }) => Math.max(most, range[1] - range[0]), 0);
  }

  range([start, end]) {
    return [this.offsets.units(start), this.offsets.units(end)];
  }

  pair(start, end) {
    return [this.offsets.points(start), this.offsets.points(end)];
  }

  words(pair) {
    return pair ? this.text.slice(...this.range(pair)) : "";
  }

  /** Make a claim (an item's, or a draft with its `key`) the current one and bring it into view. */
  focus(claim, key, { armed = null, scroll = true } = {}) {
    const before = this.current;
    this.current = claim ? { claim, key, armed } : null;
    for (const state of [before, this.current]) if (state) this.redrawClaim(state.claim);
    if (claim?.evidence && scroll) this.reveal(this.range(claim.evidence)[0]);
  }

  redrawClaim(claim) {
    for (const name of ["evidence", ...PARTS.map(([part]) => part)]) {
      const pair = spanOf(claim, name);
      if (pair) this.chunks.redraw(...this.range(pair));
    }
  }

  reveal(unit) {
    const block = this.chunks.blocks[this.chunks.find(unit)];
    if (!block) return;
    const view = this.root.getBoundingClientRect();
    const outside = (element) => {
      const box = element.getBoundingClientRect();
      return box.top < view.top + 20 || box.top > view.bottom - 80;
    };
    if (outside(block)) block.scrollIntoView({ block: "center" }); // blocks off the screen are not laid out until now
    const mark = block.querySelector("mark.current");
    if (mark && outside(mark)) mark.scrollIntoView({ block: "center" });
  }

  marksIn(start, end) {
    const found = [];
    for (let i = this.firstAt(start - this.longest); i < this.items.length; i += 1) {
      const { item, range } = this.items[i];
      if (range[0] >= end) break;
      if (range[1] <= start || item.key === this.current?.key) continue;
      found.push({ start: range[0], end: range[1], names: ["evidence", item.claim.stance, item.state], key: item.key });
    }
    if (this.current) found.push(...this.currentMarks().filter((mark) => mark.start < end && mark.end > start));
    return found;
  }

  /** Index of the first item whose evidence begins at `unit` or after. */
  firstAt(unit) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle].range[0] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  currentMarks() {
    const { claim, key, armed } = this.current;
    const marks = [];
    const put = (pair, names, label) => {
      if (!pair) return;
      const [start, end] = this.range(pair);
      marks.push({ start, end, names, label, key: names.includes("current") ? key : null });
    };
    put(claim.evidence, ["evidence", "current", claim.stance], null);
    for (const [name, label] of PARTS) {
      put(spanOf(claim, name), ["part", `part-${name.split(".")[0]}`, ...(armed === name ? ["armed"] : [])], label);
    }
    if (armed === "evidence") put(claim.evidence, ["armed"], null);
    if (claim.date?.source === "expression") {
      for (const [start, end, value] of this.dates) {
        if (value === claim.date.value) put([start, end], ["part", "part-date"], "date");
      }
    }
    return marks;
  }

  /** The words selected in the text, as a pair of code points; null if there are none. */
  selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = this.chunks.unitAt(range.startContainer, range.startOffset);
    let end = this.chunks.unitAt(range.endContainer, range.endOffset);
    if (start === null) return null;
    if (end === null) end = this.chunks.blocks[this.chunks.find(start)].until;
    const words = wholeWords(this.text, Math.min(start, end), Math.max(start, end));
    return words && this.pair(...words);
  }
}
