// What is open between people and the machine, or between people: conflicts, disagreements, decisions without an article.

import { say } from "./actions.js";
import { showLists } from "./lists.js";

export class Settling {
  constructor(actions) {
    this.actions = actions;
  }

  /** Settle a disagreement for everybody: one reviewer's version, or none. */
  settle(verdict) {
    if (verdict === null) this.actions.judge("reject", { adjudication: true });
    else if (verdict.verb === "accept") this.actions.judge("accept", { adjudication: true });
    else this.actions.judge("edit", { adjudication: true, value: verdict.claim });
  }

  keep(conflict) {
    this.actions.judge("edit", { value: conflict.placed });
  }

  async letGo(conflict) {
    await this.actions.session.decide(this.actions.article, "drop", null, { settles: [conflict.id] });
  }

  rewrite(conflict) {
    this.actions.drafting.rewrite(conflict);
  }

  async lists() {
    const stray = (row, verb, more) => this.onStray(row, verb, more);
    await showLists({
      open: (document, start, contested) => this.openAt(document, start, contested),
      move: (row, document) => stray(row, "move", { moved_to: document }),
      letGo: (row) => stray(row, "drop", {}),
    }).catch((error) => say(error.message));
  }

  async onStray(row, verb, more) {
    await this.actions.session.decide({ document: row.document, version: "", items: [], pending: 0 }, verb, null, more);
    this.actions.session.cache.clear();
    await this.lists();
  }

  /** Open an article at the claim nearest to a place of its text. */
  async openAt(document, start, contested) {
    const article = await this.actions.session.article(document).promise;
    const distance = (item) => Math.abs(item.claim.evidence[0] - (start ?? 0));
    const near = article.items.toSorted((a, b) => distance(a) - distance(b))[0];
    if (contested && near) near.contested = true;
    await this.actions.open(document, near?.key ?? null);
  }
}
