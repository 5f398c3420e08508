// What is being reviewed: the queue's rows, the articles fetched, the current claim; and decisions on their way.

import { get } from "./api.js";
import { freshId } from "./dom.js";

/** Articles fetched ahead, and kept. */
const AHEAD = 5;
const KEPT = 30;
const WINDOW = 200;
const LEFT = { accept: "accepted", reject: "rejected", edit: "edited", add: "added" };

const rowId = (document, key) => `${document}\n${key}`;

export class Session {
  /** `on`: rows(), progress(counts), refreshed(article), refused(problem, article). */
  constructor(outbox, me, on) {
    this.outbox = outbox;
    this.me = me;
    this.on = on;
    this.filter = {};
    this.rows = [];
    this.total = 0;
    this.at = -1;
    this.cache = new Map();
  }

  /** Fetch the queue anew under a filter. */
  async open(filter) {
    this.filter = filter;
    const page = await get("/api/queue", { ...filter, offset: 0, limit: WINDOW });
    this.at = -1;
    this.take(page, []);
  }

  /** Fetch more rows; false if there are none. */
  async more() {
    const open = this.filter.show === "open" ? this.rows.filter((row) => row.state === "open").length : this.rows.length;
    await this.outbox.settled();
    const page = await get("/api/queue", { ...this.filter, offset: open, limit: WINDOW });
    const before = this.rows.length;
    this.take(page, this.rows);
    return this.rows.length > before;
  }

  take(page, rows) {
    const known = new Set(rows.map((row) => rowId(row.document, row.key)));
    this.rows = [...rows, ...page.rows.filter((row) => !known.has(rowId(row.document, row.key)))];
    this.index = new Map(this.rows.map((row, i) => [rowId(row.document, row.key), i]));
    this.total = page.total;
    this.on.progress(page.progress);
    this.on.rows();
  }

  /** Index of the next row to look at in a direction; -1 if there is none. */
  following(step = 1) {
    for (let i = this.at + step; i >= 0 && i < this.rows.length; i += step) {
      if (step < 0 || this.filter.show !== "open" || this.rows[i].state === "open") return i;
    }
    return -1;
  }

  indexOf(document, key) {
    return this.index?.get(rowId(document, key)) ?? -1;
  }

  /** An article, from the ones kept if it is there. */
  article(document, { fresh = false } = {}) {
    let kept = fresh ? undefined : this.cache.get(document);
    if (!kept) {
      kept = { promise: get("/api/article", { document }), value: null };
      kept.promise.then(
        (article) => (kept.value = Object.assign(article, { pending: 0 })),
        () => this.cache.delete(document),
      );
    }
    this.cache.delete(document);
    this.cache.set(document, kept);
    for (const old of this.cache.keys()) {
      if (this.cache.size <= KEPT) break;
      this.cache.delete(old);
    }
    return kept;
  }

  /** Fetch the articles of the next rows. */
  ahead() {
    const wanted = new Set();
    for (let i = this.at + 1; i < this.rows.length && wanted.size < AHEAD; i += 1) {
      if (this.filter.show !== "open" || this.rows[i].state === "open") wanted.add(this.rows[i].document);
    }
    for (const document of wanted) this.article(document).promise.catch(() => {});
  }

  /** Decide: at once on the page, then on the server. Resolves with its answer, or null where it refused. */
  async decide(article, verb, item, more = {}) {
    const { document, version } = article;
    const request = { id: freshId(), document, version, verb, key: item?.key ?? null, ...more };
    if (item && verb in LEFT) this.mark(article, item, verb);
    article.pending += 1;
    try {
      return this.heard(article, await this.outbox.send("/api/decisions", request));
    } catch (error) {
      article.pending -= 1;
      this.on.refused(error.message, item || error.status === 409 ? article : null);
      return null;
    }
  }

  mark(article, item, verb) {
    item.state = item.origin === "person" && verb !== "reject" && item.verdicts.every((v) => v.verb !== "accept") ? "added" : LEFT[verb];
    item.verdicts = [...item.verdicts.filter((v) => v.reviewer !== this.me), { reviewer: this.me, verb, claim: null }];
    this.setRow(article.document, item);
  }

  setRow(document, item) {
    const i = this.indexOf(document, item.key);
    if (i < 0) return;
    Object.assign(this.rows[i], { state: item.state, stance: item.claim.stance, holder: item.claim.holder.name });
  }

  /** The server's answer: what it says counts, once nothing newer is on its way. */
  heard(article, answer) {
    article.pending -= 1;
    this.on.progress(answer.progress);
    if (article.pending === 0) this.apply(article, answer);
    return answer;
  }

  apply(article, answer) {
    const contested = new Set(article.items.filter((item) => item.contested).map((item) => item.key));
    if (answer.items) {
      for (const name of ["items", "conflicts", "resting", "finished"]) article[name] = answer[name];
    } else if (answer.item) {
      article.items = article.items.map((item) => (item.key === answer.item.key ? answer.item : item));
      article.finished = answer.finished;
    }
    for (const item of article.items) {
      item.contested = contested.has(item.key);
      this.setRow(article.document, item);
    }
    this.on.refreshed(article);
  }

  /** Take back the last decision. Resolves with what was taken back. */
  async undo() {
    const answer = await this.outbox.send("/api/undo", { id: freshId() });
    this.cache.delete(answer.document);
    this.on.progress(answer.progress);
    return answer;
  }
}
