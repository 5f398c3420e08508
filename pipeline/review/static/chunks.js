// The article's text in the page: cut into blocks, so that a line of two million characters lays out as fast as it is seen.

import { visible } from "./dom.js";

const LONGEST = 4000;

/** `[start, end)` of every block, in units: paragraphs, and pieces of very long ones cut at blanks where there are any. */
export function cut(text) {
  const blocks = [];
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf("\n", start) + 1 || text.length;
    if (end - start > LONGEST) {
      end = start + LONGEST;
      const blank = text.lastIndexOf(" ", end);
      if (blank > start + LONGEST / 2) end = blank + 1;
      if (text[end] >= "\udc00" && text[end] <= "\udfff") end += 1;
    }
    blocks.push([start, end]);
    start = end;
  }
  return blocks;
}

export class Chunks {
  /** `marksIn(start, end)` gives what to mark in a block: `{start, end, names, key}` in units. */
  constructor(root, marksIn) {
    this.root = root;
    this.marksIn = marksIn;
    this.blocks = [];
    this.observer = new IntersectionObserver((seen) => seen.filter((e) => e.isIntersecting).forEach((e) => this.draw(e.target)), {
      rootMargin: "50%",
    });
  }

  show(text) {
    this.observer.disconnect();
    this.text = text;
    this.root.replaceChildren();
    this.blocks = cut(text).map(([start, end]) => {
      const element = document.createElement("div");
      element.className = "chunk";
      element.append(visible(text.slice(start, end)));
      this.observer.observe(element);
      return Object.assign(element, { at: start, until: end, drawn: false });
    });
    this.root.append(...this.blocks);
  }

  /** Index of the block that holds a unit. */
  find(unit) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].at <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Draw anew the blocks that a stretch touches, and those on the screen when they come. */
  redraw(start, end) {
    for (let i = this.find(start); i < this.blocks.length && this.blocks[i].at < end; i += 1) {
      this.draw(this.blocks[i]);
    }
  }

  /** Forget what is drawn: blocks are drawn again as they come into view. */
  stale() {
    for (const block of this.blocks) {
      if (!block.drawn) continue;
      block.drawn = false;
      this.observer.unobserve(block);
      this.observer.observe(block);
    }
  }

  draw(block) {
    const { at, until } = block;
    const marks = this.marksIn(at, until);
    const cuts = new Set([at, until]);
    for (const mark of marks) {
      cuts.add(Math.max(at, mark.start));
      cuts.add(Math.min(until, mark.end));
    }
    const edges = [...cuts].sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < edges.length; i += 1) {
      const [start, end] = [edges[i], edges[i + 1]];
      const words = visible(this.text.slice(start, end));
      const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
      pieces.push(over.length ? marked(words, over, start) : words);
    }
    block.replaceChildren(...pieces);
    block.drawn = true;
    this.observer.unobserve(block);
  }

  /** The unit at a place of the page's text; null outside of it. */
  unitAt(node, offset) {
    const from = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const block = from.closest?.(".chunk");
    if (!block || !this.root.contains(block)) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    return block.at + range.toString().length;
  }

  /** A DOM range over `[start, end)` inside one block. */
  rangeOf(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start));
    range.setEnd(...this.place(end, true));
    return range;
  }

  place(unit, closing = false) {
    const block = this.blocks[this.find(closing ? Math.max(0, unit - 1) : unit)];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = unit - block.at;
    let node = walker.nextNode();
    for (let next = node; next; next = walker.nextNode()) {
      node = next;
      if (closing ? left <= next.length : left < next.length) return [next, left];
      left -= next.length;
    }
    return [node ?? block, node ? node.length : 0];
  }
}

function marked(words, over, start) {
  const element = document.createElement("mark");
  const names = new Set(over.flatMap((mark) => mark.names));
  element.className = [...names].join(" ");
  const keys = over.filter((mark) => mark.key).map((mark) => mark.key);
  if (keys.length) element.dataset.keys = keys.join(" ");
  const first = over.find((mark) => mark.label && mark.start === start);
  if (first) element.dataset.label = first.label;
  element.append(words);
  return element;
}
