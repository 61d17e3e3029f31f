// A log: follows its end until one scrolls up, loads what is earlier, finds, wraps, downloads.
import { logPath, may, reason } from "./api.js";
import { el, oncePerFrame, setText } from "./dom.js";
import { bytes, plural } from "./format.js";
import { icon } from "./icons.js";
import { Find } from "./log_find.js";
import { LineReader } from "./log_lines.js";
import { LogSource } from "./log_source.js";
import { LogText } from "./log_text.js";
import { say } from "./messages.js";
import { address } from "./router.js";

const WRAP = "supervise.wrap";
/// So near to the end is at the end.
const END_PX = 30;

export class LogView {
  constructor(log, store, actions) {
    Object.assign(this, { log, store, actions });
    this.reader = new LineReader();
    this.following = true;
    this.missed = 0;
    this.build();
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
      f: () => this.setFollowing(!this.following), w: () => this.setWrap(!this.wrap), "/": () => this.query.select(),
      n: () => this.step(1), N: () => this.step(-1), g: () => this.toTop(), G: () => this.setFollowing(true), e: () => this.loadEarlier(),
      Escape: (event) => this.escape(event), Enter: (event) => event.target === this.query && this.step(event.shiftKey ? 1 : -1),
    };
  }

  build() {
    const { log } = this;
    const title = log.main ? "Daemon log" : log.name;
    this.query = el("input", { type: "search", placeholder: "Find", "aria-label": "Find in the log", "data-keys": "yes", autocomplete: "off", spellcheck: "false",
      oninput: oncePerFrame(() => this.search()) });
    this.found = el("span", { class: "found", role: "status" });
    this.followButton = el("button", { type: "button", class: "toggle", onclick: () => this.setFollowing(!this.following) }, "Follow");
    this.wrapButton = el("button", { type: "button", class: "toggle", onclick: () => this.setWrap(!this.wrap) }, "Wrap");
    this.clearButton = el("button", { type: "button", onclick: () => this.clearLog() }, "Clear");
    this.state = el("span", { class: "log-state" });
    this.status = el("p", { class: "log-status", role: "status", hidden: true });
    this.earlier = el("div", { class: "earlier" });
    this.scroller = el("div", { class: "log", tabindex: "0", role: "log", "aria-label": "Log of " + title, "aria-live": "off", onscroll: () => this.scrolled() });
    this.more = el("button", { type: "button", class: "more-below", hidden: true, onclick: () => this.setFollowing(true) });
    this.node = el("div", { class: "log-view" },
      el("div", { class: "view-head" }, el("a", { class: "icon-button", href: "#/", "aria-label": "Back to the programs", title: "Back (Escape)" }, icon("back")),
        el("h1", {}, log.main ? title : el("a", { href: address("program", log.name) }, title)), this.channels(), this.state),
      el("div", { class: "log-tools" },
        el("span", { class: "search" }, icon("search"), this.query, this.found,
          el("button", { type: "button", class: "icon-button", "aria-label": "Previous match", title: "Previous match (N)", onclick: () => this.step(-1) }, icon("up")),
          el("button", { type: "button", class: "icon-button", "aria-label": "Next match", title: "Next match (n)", onclick: () => this.step(1) }, icon("down"))),
        el("span", { class: "log-buttons" }, this.followButton, this.wrapButton,
          el("a", { class: "button", href: logPath(log) + "?download=1", download: true }, "Download"),
          this.clearButton)),
      this.status, el("div", { class: "log-frame" }, this.scroller, this.more));
  }

  channels() {
    const { log } = this;
    const entry = log.main ? null : this.store.get(log.name);
    if (log.main || (entry && entry.process.stderr_logfile === null && log.channel === "stdout")) return null;
    return el("span", { class: "tabs" }, ...["stdout", "stderr"].map((channel) =>
      el("a", { href: address("log", log.name, channel), "aria-current": channel === log.channel ? "page" : null }, channel)));
  }

  opened() {
    this.text.lineHeight = parseFloat(getComputedStyle(this.scroller).lineHeight) || 19;
    let wrap = "no";
    try {
      wrap = localStorage.getItem(WRAP);
    } catch {
      wrap = "no";  // storage may be forbidden
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
      if (!place.querySelector("button")) place.replaceChildren(el("button", { type: "button", onclick: () => this.loadEarlier() }, "Load earlier"), el("span"));
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
    const byHand = scrollHeight === this.lastHeight;
    if (atEnd && !this.following) this.setFollowing(true);
    else if (!atEnd && this.following && byHand && scrollTop < this.lastTop) this.setFollowing(false);
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
      return;  // it is kept for this view
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

  clearLog() {
    this.actions.act("clear", [this.log.name]);
  }
}
