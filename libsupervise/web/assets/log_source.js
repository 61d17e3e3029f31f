// The bytes of a log: its end, what is before, and what is added.
import { ask, logPath, reason, Refused } from "./api.js";

const FIRST_BYTES = 128 * 1024;
const EARLIER_BYTES = 512 * 1024;
const RETRY_MS = 2000;

function positions(answer) {
  const [begin, end, size] = ["X-Log-Begin", "X-Log-End", "X-Log-Size"].map((name) => Number(answer.headers.get(name)));
  return { begin, end, size };
}

/// Calls `on`: append(bytes), prepend(bytes), restart() when the log has been cleared or rotated, status(text, ok).
export class LogSource {
  constructor(log, on) {
    this.path = logPath(log);
    this.on = on;
    this.begin = 0;  // of what has been loaded, in the file
    this.end = 0;
    this.closed = new AbortController();
  }

  get(query) {
    return ask(this.path + query, { signal: this.closed.signal });
  }

  async open() {
    for (;;) {
      try {
        await this.loadEnd();
        await this.follow();
        return;
      } catch (error) {
        if (this.closed.signal.aborted) return;
        this.on.status(reason(error), false);
        if (error instanceof Refused && error.status !== 503) return;
        await this.wait();
      }
    }
  }

  close() {
    this.closed.abort();
  }

  wait() {
    return new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }

  /// The end; when there is something already, only what is missing of it.
  async loadEnd() {
    const answer = await this.get("?max=" + FIRST_BYTES);
    const got = positions(answer);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const first = this.end === 0 && this.begin === 0;
    const continues = !first && got.end >= this.end && got.begin <= this.end;
    if (!first && !continues) this.on.restart();
    if (first || !continues) this.begin = got.begin;
    this.on.append(continues ? bytes.subarray(this.end - got.begin) : bytes, got.begin > 0 && !continues);
    this.end = got.end;
    this.on.status("", true);
  }

  async follow() {
    while (!this.closed.signal.aborted) {
      const answer = await this.get("?follow=" + this.end);
      this.on.status("", true);
      const reader = answer.body.getReader();
      let ended = false;
      while (!ended) {
        const { done, value } = await reader.read();
        ended = done;
        if (!value) continue;
        this.end += value.length;
        this.on.append(value, false);
      }
      await this.wait();
      await this.loadEnd();
    }
  }

  /// True when there was something.
  async loadEarlier() {
    if (this.begin === 0) return false;
    const before = this.begin;
    const answer = await this.get("?before=" + before + "&max=" + EARLIER_BYTES);
    const got = positions(answer);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (this.begin !== before || bytes.length === 0) return false;
    this.begin = got.begin;
    this.on.prepend(bytes, got.begin > 0);
    return true;
  }
}
