// Decisions on their way to the server: one after the other, kept until they are acknowledged.

import { Refused, post } from "./api.js";

const WAITS = [500, 1000, 2000, 5000];

export class Outbox {
  /** `onState(count, trouble)` hears how many are not saved yet, and why. */
  constructor(onState) {
    this.onState = onState;
    this.waiting = [];
    this.busy = false;
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault();
    });
  }

  /** Send; resolves with the server's answer, rejects with `Refused`. Lost connections are tried again. */
  send(path, body) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ path, body, resolve, reject });
      this.onState(this.waiting.length, null);
      if (!this.busy) this.work();
    });
  }

  /** Resolves when nothing is on its way. */
  async settled() {
    while (this.waiting.length) await new Promise((wake) => setTimeout(wake, 30));
  }

  async work() {
    this.busy = true;
    for (let failures = 0; this.waiting.length; ) {
      const { path, body, resolve, reject } = this.waiting[0];
      try {
        const answer = await post(path, body);
        this.waiting.shift();
        failures = 0;
        this.onState(this.waiting.length, null);
        resolve(answer);
      } catch (error) {
        if (error instanceof Refused) {
          this.waiting.shift();
          this.onState(this.waiting.length, null);
          reject(error);
        } else {
          this.onState(this.waiting.length, "no connection");
          await new Promise((wake) => setTimeout(wake, WAITS[Math.min(failures, WAITS.length - 1)]));
          failures += 1;
        }
      }
    }
    this.busy = false;
  }
}
