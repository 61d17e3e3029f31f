// The bytes of a log: its end, what is before, and what is added. Places are those in the file, of which only what the
// program wrote may come: then there are fewer bytes than from one place to the other.
import { ask, logPath, reason, Refused } from "./api.js";
import { Frames } from "./log_frames.js";

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

    get(query) {
        return ask(this.path + query, { signal: this.closed.signal });
    }

    async getWindow(query) {
        const answer = await this.get(query);
        return { ...positions(answer), bytes: new Uint8Array(await answer.arrayBuffer()) };
    }

    async open() {
        for (;;) {
            try {
                await this.catchUp();
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

    /// Loads the end, unless what has been loaded goes on there or not far from it.
    async catchUp() {
        if (this.end === 0 || !(await this.goesOn())) {
            if (this.end > 0) this.on.restart();
            await this.loadEnd();
        }
        this.on.status("", true);
    }

    /// The file has at `end` what was read before it.
    async goesOn() {
        const { end, size, bytes } = await this.getWindow("?before=" + this.end + "&max=" + FIRST_BYTES);
        if (end !== this.end || size - end > FIRST_BYTES) return false;
        const count = Math.min(bytes.length, this.tail.length);
        const last = bytes.subarray(bytes.length - count);
        return this.tail.subarray(this.tail.length - count).every((byte, i) => byte === last[i]);
    }

    async loadEnd() {
        const { begin, end, bytes } = await this.getWindow("?max=" + FIRST_BYTES);
        [this.begin, this.end, this.tail] = [begin, end, new Uint8Array(0)];
        this.keepTail(bytes);
        this.on.append(bytes, begin > 0);
    }

    async follow() {
        while (!this.closed.signal.aborted) {
            const answer = await this.get("?follow=" + this.end);
            this.on.status("", true);
            const reader = answer.body.getReader();
            const frames = answer.headers.has("X-Log-Frames") ? new Frames() : null;
            const began = performance.now();
            let ended = false;
            while (!ended) {
                const { done, value } = await reader.read();
                ended = done;
                if (!value) continue;
                const pieces = frames ? frames.take(value) : [{ bytes: value, end: this.end + value.length }];
                for (const { bytes, end } of pieces) {
                    this.end = end;
                    this.keepTail(bytes);
                    this.on.append(bytes, false);
                }
            }
            if (performance.now() - began < RETRY_MS) await this.wait();
            await this.catchUp();
        }
    }

    /// True when there was something.
    async loadEarlier() {
        if (this.begin === 0) return false;
        const before = this.begin;
        const { begin, bytes } = await this.getWindow("?before=" + before + "&max=" + EARLIER_BYTES);
        if (this.begin !== before || bytes.length === 0) return false;
        this.begin = begin;
        this.on.prepend(bytes, begin > 0);
        return true;
    }
}
