// Records count code points, the browser counts UTF-16 units. `Offsets` turns one into the other.

export class Offsets {
  constructor(text) {
    this.length = text.length;
    this.astral = []; // positions, in units, of characters that take two
    if (/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
      for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.astral.push(match.index);
    }
  }

  /** Units of a code point offset. */
  units(points) {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.astral[middle] - middle < points) low = middle + 1;
      else high = middle;
    }
    return points + low;
  }

  /** Code points of a unit offset (inside a pair: of the pair). */
  points(units) {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.astral[middle] < units) low = middle + 1;
      else high = middle;
    }
    return units - low;
  }
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** `[start, end)` in units, without blanks at its ends and widened to whole words; null if nothing is left. */
export function wholeWords(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  while (start > 0 && isWord(text, start) && isWord(text, start - 1)) start -= 1;
  while (end < text.length && isWord(text, end) && isWord(text, end - 1)) end += 1;
  if (isLow(text, start)) start -= 1;
  if (isLow(text, end)) end += 1;
  return [start, end];
}

/** The next word's edge from `at`: `step` 1 to the right, -1 to the left; `edge` "start" or "end". */
export function nextEdge(text, at, step, edge) {
  const here = (i) => (edge === "start" ? isWord(text, i) && !isWord(text, i - 1) : !isWord(text, i) && isWord(text, i - 1));
  for (let i = at + step; i >= 0 && i <= text.length; i += step) if (here(i)) return i;
  return step < 0 ? 0 : text.length;
}

function isWord(text, index) {
  return index >= 0 && index < text.length && (WORD.test(text[index]) || isLow(text, index) || isHigh(text, index));
}

const isLow = (text, index) => text[index] >= "\udc00" && text[index] <= "\udfff";
const isHigh = (text, index) => text[index] >= "\ud800" && text[index] <= "\udbff";
