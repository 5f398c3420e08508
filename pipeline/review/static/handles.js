// Two handles at the ends of a span: drag one, and the span follows by whole words.

export class Handles {
  /** `onDrag(pair)` hears the span as it is dragged; `onDrop()` that it is let go. */
  constructor(article, onDrag, onDrop) {
    this.article = article;
    this.onDrag = onDrag;
    this.onDrop = onDrop;
    this.pair = null;
    this.elements = ["start", "end"].map((edge) => {
      const element = article.root.querySelector(`.handle.${edge}`);
      element.addEventListener("pointerdown", (event) => this.grab(event, edge));
      return element;
    });
    new ResizeObserver(() => this.place()).observe(article.root);
  }

  /** Put the handles at the ends of a pair of code points; null takes them away. */
  show(pair) {
    this.pair = pair;
    this.place();
  }

  place() {
    const [first, last] = this.elements;
    first.hidden = last.hidden = !this.pair;
    if (!this.pair) return;
    const [start, end] = this.article.range(this.pair);
    const { chunks, root } = this.article;
    const origin = root.getBoundingClientRect();
    const boxes = [chunks.rangeOf(start, start + 1), chunks.rangeOf(end - 1, end)].map((range) => range.getBoundingClientRect());
    const sides = [boxes[0].left, boxes[1].right];
    this.elements.forEach((element, i) => {
      element.style.left = `${sides[i] - origin.left + root.scrollLeft}px`;
      element.style.top = `${boxes[i].top - origin.top + root.scrollTop}px`;
      element.style.height = `${boxes[i].height}px`;
    });
  }

  grab(event, edge) {
    event.preventDefault();
    const element = event.currentTarget;
    element.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
    const move = (at) => this.drag(at.clientX, at.clientY, edge);
    const stop = () => {
      element.removeEventListener("pointermove", move);
      document.body.classList.remove("dragging");
      this.onDrop();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", stop, { once: true });
    element.addEventListener("pointercancel", stop, { once: true });
  }

  drag(x, y, edge) {
    const place = caret(x, y);
    const unit = place && this.article.chunks.unitAt(...place);
    if (unit === null || unit === undefined) return;
    const at = snap(this.article.text, unit, edge);
    const [start, end] = this.article.range(this.pair);
    const range = edge === "start" ? [at, end] : [start, at];
    if (range[0] >= range[1]) return;
    this.pair = this.article.pair(...range);
    this.onDrag(this.pair);
    this.place();
  }
}

/** The place in the text under a point of the window. */
function caret(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
}

/** The nearest edge of a word. */
function snap(text, unit, edge) {
  const inside = (i) => /[\p{L}\p{N}\p{M}_\ud800-\udfff]/u.test(text[i] ?? " ");
  if (!inside(unit) || !inside(unit - 1)) return unit;
  let left = unit;
  let right = unit;
  while (left > 0 && inside(left - 1)) left -= 1;
  while (right < text.length && inside(right)) right += 1;
  if (edge === "start") return unit - left <= right - unit ? left : right;
  return right - unit <= unit - left ? right : left;
}

