// The bytes of a log: its end, what is before, and what is added.
import { ask, logPath, reason, Refused } from "./api.js";

const FIRST_BYTES = 128 * 1024;
const EARLIER_BYTES = 512 * 1024;
const RETRY_MS = 1000;
/// So many of the last bytes tell whether a file is still the one that was read.
const TAIL_BYTES = 256;

function positions(answer) {
    const [begin, end, size] = ["X-Log-Begin", "X-Log-End", "X-Log-Size"].map((name) =>
        Number(answer.headers.get(name)),
    );
    return { begin, end, size };
}

/// Calls `on`: append(bytes), prepend(bytes), restart() when the log has been cleared or rotated, status(text, ok).
export class LogSource {
    constructor(log, on) {
        this.path = logPath(log);
        this.on = on;
        this.begin = 0; // of what has been loaded, in the file
        this.end = 0;
        this.tail = new Uint8Array(0); // the last bytes before `end`
        this.closed = new AbortController();
    }

    keepTail(bytes) {
        const both = new Uint8Array(this.tail.length + Math.min(bytes.length, TAIL_BYTES));
        both.set(this.tail);
        both.set(bytes.subarray(-TAIL_BYTES), this.tail.length);
        this.tail = bytes.length >= TAIL_BYTES ? bytes.slice(-TAIL_BYTES) : both.slice(-TAIL_BYTES);
    }

    /// `bytes` from `begin` on hold at `end` what was read before it.
    goesOn(bytes, begin) {
        const at = this.end - begin;
        if (at < 0 || at > bytes.length) return false;
        const count = Math.min(at, this.tail.length);
        return this.tail.subarray(this.tail.length - count).every((byte, i) => byte === bytes[at - count + i]);
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
        const same = !first && this.goesOn(bytes, got.begin);
        if (!first && !same) this.on.restart();
        if (!same) [this.begin, this.tail] = [got.begin, new Uint8Array(0)];
        const added = same ? bytes.subarray(this.end - got.begin) : bytes;
        this.keepTail(added);
        this.on.append(added, got.begin > 0 && !same);
        this.end = got.end;
        this.on.status("", true);
    }

    async follow() {
        while (!this.closed.signal.aborted) {
            const answer = await this.get("?follow=" + this.end);
            this.on.status("", true);
            const reader = answer.body.getReader();
            const began = performance.now();
            let ended = false;
            while (!ended) {
                const { done, value } = await reader.read();
                ended = done;
                if (!value) continue;
                this.end += value.length;
                this.keepTail(value);
                this.on.append(value, false);
            }
            if (performance.now() - began < RETRY_MS) await this.wait();
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
