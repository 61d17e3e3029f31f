// A log: follows its end until one scrolls up, loads what is earlier, finds, wraps, downloads.
import { may, reason } from "./api.js";
import { el, oncePerFrame, setText } from "./dom.js";
import { bytes, plural } from "./format.js";
import { Find } from "./log_find.js";
import { LineReader } from "./log_lines.js";
import { logParts } from "./log_parts.js";
import { LogSource } from "./log_source.js";
import { LogText } from "./log_text.js";
import { say } from "./messages.js";

const WRAP = "supervise.wrap";
/// So near to the end is at the end.
const END_PX = 30;
/// A smooth scroll lasts no longer.
const SMOOTH_MS = 600;

export class LogView {
    constructor(log, store, actions) {
        Object.assign(this, { log, store, actions });
        this.reader = new LineReader();
        this.following = true;
        this.pinnedUntil = 0;
        this.missed = 0;
        Object.assign(
            this,
            logParts(log, store, {
                search: oncePerFrame(() => this.search()),
                step: (by) => this.step(by),
                follow: () => this.setFollowing(!this.following),
                wrap: () => this.setWrap(!this.wrap),
                clear: () => this.actions.act("clear", [log.name]),
                scrolled: () => this.scrolled(),
                toEnd: () => this.setFollowing(true),
            }),
        );
        this.text = new LogText(this.scroller, (...line) => this.find.decorate(...line));
        this.find = new Find(this.text);
        this.scroller.append(this.earlier, this.text.node);
        this.source = new LogSource(log, {
            append: (data, cut) => this.append(data, cut),
            prepend: (data, cut) => this.prepend(data, cut),
            restart: () => this.restart(),
            status: (text, ok) => this.tellStatus(text, ok),
        });
        this.findSoon = oncePerFrame(() => this.refreshFind());
        this.endSoon = oncePerFrame(() => this.following && this.toEnd());
        this.resized = new ResizeObserver(this.endSoon);
        this.resized.observe(this.text.node);
        this.resized.observe(this.scroller);
        this.keys = {
            f: () => this.setFollowing(!this.following),
            w: () => this.setWrap(!this.wrap),
            "/": () => this.query.select(),
            n: () => this.step(1),
            N: () => this.step(-1),
            g: () => this.toTop(),
            G: () => this.setFollowing(true),
            e: () => this.loadEarlier(),
            Escape: (event) => this.escape(event),
            Enter: (event) => event.target === this.query && this.step(event.shiftKey ? 1 : -1),
        };
    }

    opened() {
        this.text.lineHeight = parseFloat(getComputedStyle(this.scroller).lineHeight) || 19;
        let wrap = "no";
        try {
            wrap = localStorage.getItem(WRAP);
        } catch {
            wrap = "no"; // storage may be forbidden
        }
        this.refresh();
        this.setWrap(wrap === "yes");
        this.setFollowing(true);
        this.scroller.focus({ preventScroll: true });
        this.source.open();
    }

    refresh() {
        this.clearButton.hidden = this.log.main || !may("operate");
    }

    close() {
        this.source.close();
        this.resized.disconnect();
        this.text.clear();
    }

    append(data, cut) {
        const lines = this.reader.append(data, cut);
        const dropped = this.text.append(lines);
        if (dropped) this.dropped = true;
        this.text.setTail(this.reader.unfinished());
        if (!this.following) this.missed += lines.length;
        if (lines.length) this.findSoon();
        this.endSoon();
        this.tell();
    }

    prepend(data, cut) {
        const lines = this.reader.prepend(data, cut);
        const height = this.scroller.scrollHeight;
        const top = this.scroller.scrollTop;
        this.text.prepend(lines);
        this.scroller.scrollTop = top + this.scroller.scrollHeight - height;
        this.findSoon();
        this.tell();
    }

    /// Another file has taken the place of this one.
    restart() {
        this.reader.reset();
        this.text.append(["", "—— the log was cleared or rotated ——", ""]);
        this.dropped = true;
    }

    tell() {
        const place = this.earlier;
        const begin = this.source.begin;
        if (this.endsHere()) place.replaceChildren("Older lines are not shown. Download the log to read all of it.");
        else if (begin > 0) {
            if (!place.querySelector("button"))
                place.replaceChildren(
                    el("button", { type: "button", onclick: () => this.loadEarlier() }, "Load earlier"),
                    el("span"),
                );
            setText(place.lastChild, bytes(begin) + " before this");
        } else place.replaceChildren(this.text.count ? "Beginning of the log" : "");
        setText(this.state, plural(this.text.count, "line") + (this.following ? "" : " · paused"));
        this.more.hidden = this.following;
        setText(this.more, this.missed ? plural(this.missed, "new line") + " ↓" : "To the end ↓");
    }

    /// What is earlier cannot be shown any more.
    endsHere() {
        return this.dropped || (this.source.begin > 0 && this.text.isFull());
    }

    tellStatus(text, ok) {
        this.status.hidden = ok;
        setText(this.status, text);
        this.tell();
    }

    async loadEarlier() {
        if (this.loading || this.endsHere()) return false;
        this.loading = true;
        this.setFollowing(false);
        try {
            return await this.source.loadEarlier();
        } catch (error) {
            say(reason(error), false);
            return false;
        } finally {
            this.loading = false;
            this.tell();
        }
    }

    scrolled() {
        const { scrollTop, scrollHeight, clientHeight } = this.scroller;
        const atEnd = scrollHeight - scrollTop - clientHeight < END_PX;
        // Blocks that have been drawn may have another height than was thought: that is nobody's scrolling.
        // So is what is left of a smooth scroll that was under way when the end was asked for.
        const byHand = scrollHeight === this.lastHeight && performance.now() > this.pinnedUntil;
        if (atEnd && !this.following) this.setFollowing(true);
        else if (!atEnd && this.following && byHand && scrollTop < this.lastTop) this.setFollowing(false);
        else if (!atEnd && this.following && !byHand) this.endSoon();
        this.lastTop = scrollTop;
        this.lastHeight = scrollHeight;
    }

    toEnd() {
        this.scroller.scrollTop = this.scroller.scrollHeight;
        this.lastTop = this.scroller.scrollTop;
        this.lastHeight = this.scroller.scrollHeight;
    }

    toTop() {
        this.setFollowing(false);
        this.scroller.scrollTop = 0;
    }

    setFollowing(on) {
        this.following = on;
        if (on) {
            this.missed = 0;
            this.pinnedUntil = performance.now() + SMOOTH_MS;
            this.toEnd();
        }
        this.followButton.setAttribute("aria-pressed", String(on));
        this.tell();
    }

    setWrap(on) {
        this.wrap = on;
        this.scroller.classList.toggle("wrap", on);
        this.wrapButton.setAttribute("aria-pressed", String(on));
        try {
            localStorage.setItem(WRAP, on ? "yes" : "no");
        } catch {
            return; // it is kept for this view
        }
        if (this.following) this.toEnd();
    }

    search() {
        if (this.query.value) this.setFollowing(false);
        this.find.search(this.query.value);
        setText(this.found, this.find.tell());
    }

    refreshFind() {
        this.find.refresh();
        setText(this.found, this.find.tell());
    }

    /// Before the first match there may be others that have not been loaded.
    async step(by) {
        if (by < 0 && this.find.query && this.find.at <= 0 && this.source.begin > 0 && !this.endsHere()) {
            await this.loadEarlier();
            this.find.refresh();
        }
        this.find.step(by);
        setText(this.found, this.find.tell());
    }

    escape(event) {
        if (event.target === this.query && this.query.value) {
            this.query.value = "";
            this.search();
        } else if (event.target === this.query) this.scroller.focus();
        else location.hash = "#/";
    }
}
