// Everything about one program: what it does now, how it ended before, what it consists of, how it is configured.
import { getJson, may, reason } from "./api.js";
import { isActive } from "./actions.js";
import { el, setText } from "./dom.js";
import { bytes, clock, duration, percent } from "./format.js";
import { icon } from "./icons.js";
import { programDetails } from "./program_details.js";
import { address } from "./router.js";
import { Spark } from "./spark.js";
import { looks, stateWord, summary, toneOf } from "./states.js";

const AGAIN_MS = 300;

export class ProgramView {
    constructor(name, store, actions) {
        Object.assign(this, { name, store, actions });
        this.defaults = { open: false };
        this.build();
        this.stop = [
            store.on("entry", (entry) => entry.key === name && this.changed()),
            store.on("usage", () => this.updateUsage()),
        ];
        const act = (action) => () => actions.act(action, [name]);
        this.keys = {
            s: act("start"),
            S: act("stop"),
            r: act("restart"),
            l: () => {
                location.hash = address("log", name);
            },
            L: () => {
                location.hash = address("log", name, "stderr");
            },
        };
    }

    build() {
        const { name, actions } = this;
        const button = (action, text) =>
            el(
                "button",
                { type: "button", class: "with-icon", onclick: () => actions.act(action, [name]) },
                ["start", "stop", "restart"].includes(action) && icon(action),
                text,
            );
        this.buttons = {
            start: button("start", "Start"),
            stop: button("stop", "Stop"),
            restart: button("restart", "Restart"),
            clear: button("clear", "Clear logs"),
            signal: button("signal", "Signal …"),
        };
        this.sign = el("span", { class: "sign" });
        this.word = el("strong");
        this.what = el("span");
        this.note = el("span", { class: "note", role: "status" });
        this.facts = el("dl", { class: "fact-list" });
        this.cpu = new Spark("CPU over the last minutes", 25, 240, 48);
        this.memory = new Spark("Memory over the last minutes", 1, 240, 48);
        this.cpuText = el("span", { class: "number" });
        this.memoryText = el("span", { class: "number" });
        this.details = el("div", { class: "cards" });
        this.node = el(
            "div",
            { class: "program-view" },
            el(
                "div",
                { class: "view-head" },
                el(
                    "a",
                    { class: "icon-button", href: "#/", "aria-label": "Back to the programs", title: "Back (Escape)" },
                    icon("back"),
                ),
                el("h1", {}, name),
                el(
                    "span",
                    { class: "log-links" },
                    el("a", { class: "button", href: address("log", name) }, "stdout"),
                    el("a", { class: "button", href: address("log", name, "stderr") }, "stderr"),
                ),
            ),
            (this.now = el(
                "div",
                { class: "now" },
                this.sign,
                el("span", { class: "now-text" }, this.word, " ", this.what, " ", this.note),
                el("span", { class: "bar-acts" }, ...Object.values(this.buttons)),
            )),
            (this.charts = el(
                "div",
                { class: "charts" },
                el("figure", {}, el("figcaption", {}, "CPU ", this.cpuText), this.cpu.node),
                el("figure", {}, el("figcaption", {}, "Memory ", this.memoryText), this.memory.node),
                this.facts,
            )),
            this.details,
        );
    }

    opened() {
        this.update();
        this.load();
        this.ticker = setInterval(() => this.tick(), 1000);
    }

    refresh() {
        this.changed();
    }

    changed() {
        this.update();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(), AGAIN_MS);
    }

    close() {
        this.closed = true;
        for (const stop of this.stop) stop();
        clearInterval(this.ticker);
        clearTimeout(this.timer);
    }

    update() {
        const entry = this.store.get(this.name);
        this.now.hidden = this.charts.hidden = !entry;
        if (!entry) return;
        const process = entry.process;
        const look = looks(process);
        this.now.className = "now " + toneOf(entry, this.store.now());
        this.sign.replaceChildren(icon(entry.trouble && look.icon === "exited" ? "fatal" : look.icon));
        setText(this.word, stateWord(process));
        setText(this.note, entry.busy ? entry.busy + " …" : entry.note ? entry.note.text : "");
        this.note.className = "note" + (entry.note ? (entry.note.ok ? " ok" : " bad") : "");
        const can = may("operate");
        const active = isActive(process);
        this.buttons.start.hidden = !can || active;
        this.buttons.stop.hidden = this.buttons.restart.hidden = this.buttons.signal.hidden = !can || !active;
        this.buttons.clear.hidden = !can;
        this.tick();
        this.updateUsage();
    }

    tick() {
        const entry = this.store.get(this.name);
        if (entry) setText(this.what, summary(entry.process, entry.uptime(), this.store.now()));
    }

    updateUsage() {
        const entry = this.store.get(this.name);
        if (!entry) return;
        const process = entry.process;
        this.cpu.draw(entry.cpu.values);
        this.memory.draw(entry.memory.values);
        setText(this.cpuText, percent(process.cpu_percent));
        setText(this.memoryText, bytes(process.memory));
        const facts = [
            ["PID", process.pid],
            ["Processes", process.process_count],
            ["CPU used", process.cpu_seconds === null ? null : duration(process.cpu_seconds)],
            ["Started", process.start && clock(process.start)],
            ["Restarts by itself", process.restarts],
        ].filter(([, value]) => value !== null && value !== 0);
        this.facts.replaceChildren(
            ...facts.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, String(value))]),
        );
    }

    async load() {
        try {
            const got = await getJson("api/program/" + encodeURIComponent(this.name));
            if (!this.closed) this.details.replaceChildren(...programDetails(got, this.store.now(), this.defaults));
        } catch (error) {
            if (!this.closed) this.details.replaceChildren(el("p", { class: "log-status" }, reason(error)));
        }
    }
}
