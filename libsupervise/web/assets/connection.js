// The live stream: server-sent events read by hand, because an EventSource hides the comments that prove the daemon is
// still there, and why it was refused.
import { ask, reason, Refused, renewSession } from "./api.js";

/// The daemon says something at least every 15 seconds.
const SILENCE_MS = 40000;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
/// A browser opens six connections to a host: pages that nobody sees give theirs back.
const HIDDEN_MS = 30000;

/// `onEvent(name, data)`; `onLink(state, why, retries)` with state "live", "away" or "paused".
export class Connection {
    constructor(onEvent, onLink) {
        this.onEvent = onEvent;
        this.onLink = onLink;
        this.failures = 0;
        document.addEventListener("visibilitychange", () => this.visibilityChanged());
        window.addEventListener("online", () => this.again());
    }

    start() {
        if (!this.ended) this.run();
    }

    /// For good.
    end() {
        this.ended = true;
        this.pause();
    }

    /// Tries now instead of later.
    again() {
        if (this.abort || this.ended || document.hidden) return;
        clearTimeout(this.timer);
        this.run();
    }

    visibilityChanged() {
        clearTimeout(this.hiding);
        if (!document.hidden) this.again();
        else this.hiding = setTimeout(() => this.pause(), HIDDEN_MS);
    }

    pause() {
        this.paused = true;
        clearTimeout(this.timer);
        if (this.abort) this.abort.abort();
        this.onLink("paused", "");
    }

    async run() {
        this.paused = false;
        const abort = new AbortController();
        this.abort = abort;
        let why = "The daemon does not answer.";
        let retries = true;
        try {
            // Both at once: the first picture waits for them.
            const asked = ask("api/live", { signal: abort.signal, headers: { Accept: "text/event-stream" } });
            const [answer] = await Promise.all([asked, renewSession()]);
            await this.read(answer.body.getReader());
            why = "The daemon has closed the connection.";
        } catch (error) {
            if (error instanceof Refused) why = reason(error);
            retries = error.status !== 401; // the browser would ask for the password again and again
        }
        clearTimeout(this.watchdog);
        abort.abort(); // one of the two may have been answered
        this.abort = null;
        if (this.paused) return;
        this.onLink("away", why, retries);
        if (document.hidden || !retries) return;
        this.timer = setTimeout(() => this.run(), RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
        this.failures += 1;
    }

    async read(reader) {
        const decoder = new TextDecoder();
        let rest = "";
        for (;;) {
            clearTimeout(this.watchdog);
            this.watchdog = setTimeout(() => this.abort && this.abort.abort(), SILENCE_MS);
            const { done, value } = await reader.read();
            if (done) return;
            const texts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
            rest = texts.pop();
            for (const text of texts) this.take(text);
        }
    }

    take(text) {
        let name = "message";
        const data = [];
        for (const line of text.split("\n")) {
            if (line.startsWith("event: ")) name = line.slice(7);
            else if (line.startsWith("data: ")) data.push(line.slice(6));
        }
        if (!data.length) return;
        if (name === "snapshot") {
            this.failures = 0;
            this.onLink("live", "");
        }
        this.onEvent(name, JSON.parse(data.join("\n")));
    }
}
