// What the reviewer does, and what the page shows of it.

import { Article } from "./article.js";
import { Cards } from "./cards.js";
import { byId, fill, h } from "./dom.js";
import { Drafting } from "./drafting.js";
import { QueueView } from "./queue.js";
import { Session } from "./session.js";
import { Settling } from "./settling.js";

export class Actions {
  constructor(outbox, me) {
    this.me = me;
    this.moving = false;
    this.outbox = outbox;
    this.session = new Session(outbox, me, {
      rows: () => this.queue.show(),
      progress: (counts) => showProgress(counts),
      refreshed: (article) => this.refreshed(article),
      refused: (problem, article) => this.refused(problem, article),
    });
    this.view = new Article((keys) => this.pickOf(keys));
    this.queue = new QueueView(this.session, {
      filter: () => this.begin(),
      pick: (index) => {
        document.body.classList.remove("show-queue");
        this.go(index);
      },
      more: () => this.session.more(),
    });
    this.cards = new Cards(this.bound(), (pair) => this.view.words(pair));
    this.drafting = new Drafting(this);
    this.settling = new Settling(this);
    const bound = this.bound();
    for (const [id, act] of [["undo", "undo"], ["open-lists", "lists"], ["add", "add"], ["finish", "finish"]]) {
      byId(id).addEventListener("click", () => bound[act]());
    }
  }

  /** The functions that keys and buttons call. */
  bound() {
    const names = ["accept", "reject", "edit", "next", "previous", "add", "undo", "finish", "filters", "save", "cancel", "select"];
    const others = ["settle", "keep", "letGo", "rewrite", "lists"];
    return {
      ...Object.fromEntries(names.map((name) => [name, (...given) => this[name](...given)])),
      ...Object.fromEntries(others.map((name) => [name, (...given) => this.settling[name](...given)])),
    };
  }

  get item() {
    return this.article?.items.find((item) => item.key === this.key) ?? null;
  }

  /** Fetch the queue and go to its first row. */
  async begin() {
    this.drafting.stop();
    say("");
    await this.outbox.settled();
    try {
      await this.session.open(this.queue.filter(this.article?.document));
    } catch (error) {
      say(error.message);
      return;
    }
    if (this.session.rows.length) await this.go(0);
    else if (this.article) this.draw();
    else say("No claim fits. Change the filters, or choose Lists for silent sentences.");
  }

  async go(index) {
    this.session.at = index;
    const row = this.session.rows[index];
    await this.open(row.document, row.key);
  }

  /** Show an article with one of its claims. */
  async open(document, key) {
    this.drafting.stop();
    const kept = this.session.article(document);
    let article = kept.value;
    if (!article) {
      this.moving = true; // what is not on the screen yet is not judged
      try {
        article = await kept.promise;
      } catch (error) {
        say(error.message);
        return;
      } finally {
        this.moving = false;
      }
    }
    const other = article !== this.article;
    this.article = article;
    this.key = article.items.some((item) => item.key === key) ? key : (article.items[0]?.key ?? null);
    if (other) this.view.show(article);
    this.draw();
    if (key?.startsWith("conflict-")) byId("conflicts").scrollIntoView();
    this.session.ahead();
  }

  draw({ scroll = true } = {}) {
    const { item, article } = this;
    this.cards.show(article, this.key, this.me);
    this.view.focus(item?.claim ?? null, this.key, { scroll });
    byId("finish").setAttribute("aria-pressed", String(article.finished.includes(this.me)));
    this.queue.move();
    this.drafting.showAside(article);
  }

  refreshed(article) {
    if (article !== this.article) return;
    this.view.update(article.items);
    if (this.drafting.open) return;
    this.draw({ scroll: false });
  }

  /** The server refused; `article` is null where the page showed nothing in advance. */
  async refused(problem, article) {
    say(problem);
    if (article) this.session.cache.delete(article.document); // what the page showed of it was too hopeful
    if (article && article === this.article) await this.open(article.document, this.key);
  }

  pickOf(keys) {
    if (!this.drafting.open) this.select(keys[(keys.indexOf(this.key) + 1) % keys.length]);
  }

  select(key) {
    this.drafting.stop();
    this.key = key;
    const index = this.session.indexOf(this.article.document, key);
    if (index >= 0) this.session.at = index;
    this.draw();
  }

  accept() {
    this.judge("accept");
  }

  reject() {
    this.judge("reject");
  }

  judge(verb, more) {
    const { item, article, session } = this;
    if (!item || this.moving || this.drafting.open) return;
    say("");
    session.decide(article, verb, item, more);
    this.view.redrawClaim(item.claim);
    const index = session.indexOf(article.document, item.key);
    if (index >= 0) this.queue.move([index]);
    this.next();
  }

  async next() {
    if (this.moving || this.drafting.open) return;
    let index = this.session.following(1);
    if (index < 0 && (await this.session.more())) index = this.session.following(1);
    if (index >= 0) await this.go(index);
    else {
      this.draw();
      say("That was the last claim of this queue.");
    }
  }

  async previous() {
    const index = this.session.following(-1);
    if (!this.drafting.open && index >= 0) await this.go(index);
  }

  async undo() {
    this.drafting.stop();
    try {
      const { undone, document, key } = await this.session.undo();
      await this.afterUndo(undone, document, key);
    } catch (error) {
      say(error.message);
    }
  }

  async afterUndo({ verb, holder }, document, key) {
    const kept = this.session.article(document, { fresh: true });
    const article = await kept.promise.catch(() => null);
    if (article) {
      for (const item of article.items) this.session.setRow(document, item);
      const index = this.session.indexOf(document, key);
      if (index >= 0) this.session.at = index;
      await this.open(document, key);
      this.queue.show();
      this.queue.move();
    }
    say(`Undone: ${verb}${holder ? ` (${holder})` : ""}`);
  }

  async finish() {
    if (!this.article || this.drafting.open) return;
    const answer = await this.session.decide(this.article, "finish", null);
    if (answer) say("Article finished.");
  }

  edit() {
    if (this.item && !this.drafting.open) this.drafting.edit(this.item);
  }

  add() {
    if (this.article && !this.drafting.open) this.drafting.add(this.view.selected());
  }

  save() {
    this.drafting.save();
  }

  cancel() {
    this.drafting.cancel();
  }

  filters() {
    document.body.classList.add("show-queue");
    byId("filters").elements.show.focus();
  }
}

export function say(message) {
  const place = byId("message");
  fill(place, message, message && h("button", { type: "button", "aria-label": "Close", onclick: () => say("") }, "✕"));
  place.hidden = !message;
}

function showProgress({ claims, decided, articles, finished, conflicts }) {
  const place = byId("progress");
  place.querySelector("progress").value = claims ? decided / claims : 1;
  const trouble = conflicts ? ` · ${conflicts} conflicts` : "";
  fill(place.querySelector("span"), `${decided} of ${claims} claims · ${finished} of ${articles} articles${trouble}`);
}
