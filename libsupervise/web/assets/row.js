// One process in the list. A row off screen is an empty shell with its name: what is in it is made when it comes into
// view, and only then kept up to date, so that a thousand cost little.
import { may } from "./api.js";
import { isActive } from "./actions.js";
import { el, setClass, setText } from "./dom.js";
import { bytes, percent } from "./format.js";
import { icon } from "./icons.js";
import { address } from "./router.js";
import { Spark } from "./spark.js";
import { looks, stateWord, summary, toneOf } from "./states.js";

function iconButton(name, label, run) {
    return el(
        "button",
        { type: "button", class: "icon-button " + name, tabindex: "-1", title: label, onclick: run },
        icon(name),
    );
}

export class Row {
    constructor(entry, store, onAct, onSelect) {
        this.entry = entry;
        this.store = store;
        this.onAct = onAct;
        this.onSelect = onSelect;
        this.visible = false;
        this.parts = null;
        this.node = el(
            "div",
            { class: "row", role: "row", tabindex: "-1", "data-key": entry.key },
            el("span", { role: "cell" }, entry.key),
        );
        this.node.row = this;
    }

    show() {
        this.visible = true;
        if (!this.parts) this.build();
        this.update();
    }

    hide() {
        this.visible = false;
    }

    build() {
        const key = this.entry.key;
        const cell = (name, ...children) => el("span", { class: "cell " + name, role: "cell" }, ...children);
        const box = el("input", {
            type: "checkbox",
            tabindex: "-1",
            "aria-label": "Select " + key,
            onclick: (event) => this.onSelect(this, box.checked, event.shiftKey),
        });
        const parts = {
            box,
            sign: el("span", { class: "sign" }),
            state: el("span", { class: "word" }),
            prefix: el("span", { class: "prefix" }),
            name: el("span"),
            what: el("span", { class: "text" }),
            note: el("span", { class: "note" }),
            pid: cell("pid"),
            restarts: cell("restarts"),
            cpu: el("span", { class: "number" }),
            memory: cell("memory"),
            spark: new Spark("CPU over the last minutes", 25),
            toggle: el("span"),
            restart: iconButton("restart", "Restart " + key, () => this.onAct("restart", key)),
            log: el(
                "a",
                {
                    class: "icon-button",
                    tabindex: "-1",
                    href: address("log", key),
                    title: "Log of " + key,
                    "aria-label": "Log of " + key,
                },
                icon("log"),
            ),
            start: iconButton("start", "Start " + key, () => this.onAct("start", key)),
            stop: iconButton("stop", "Stop " + key, () => this.onAct("stop", key)),
        };
        this.parts = parts;
        for (const name of ["restart", "start", "stop"]) parts[name].setAttribute("aria-label", parts[name].title);
        this.node.replaceChildren(
            cell("box", box),
            cell("state", parts.sign, parts.state),
            cell("name", el("a", { href: address("program", key), tabindex: "-1" }, parts.prefix, parts.name)),
            cell("what", parts.what, parts.note),
            parts.pid,
            parts.restarts,
            cell("cpu", parts.spark.node, parts.cpu),
            parts.memory,
            cell("acts", parts.start, parts.stop, parts.restart, parts.log),
        );
        this.iconName = "";
        if (this.reachable) this.setReachable(true);
    }

    /// `inGroup`: below the heading of its group, which need not be said again.
    place(inGroup) {
        this.inGroup = inGroup;
        if (this.visible) this.updateName();
    }

    updateName() {
        const at = this.entry.key.indexOf(":");
        setText(this.parts.prefix, this.inGroup || at < 0 ? "" : this.entry.key.slice(0, at + 1));
        setText(this.parts.name, at < 0 ? this.entry.key : this.entry.key.slice(at + 1));
    }

    update() {
        if (!this.visible) return;
        const { parts, entry } = this;
        const process = entry.process;
        const look = looks(process);
        setClass(
            this.node,
            "row " +
                toneOf(entry, this.store.now()) +
                (entry.trouble ? " trouble" : "") +
                (process.pid ? "" : " idle") +
                (this.selected ? " selected" : "") +
                (entry.busy ? " busy" : ""),
        );
        const iconName = entry.trouble && look.icon === "exited" ? "fatal" : look.icon;
        if (this.iconName !== iconName) {
            this.iconName = iconName;
            parts.sign.replaceChildren(icon(iconName));
        }
        setText(parts.state, stateWord(process));
        this.updateName();
        this.tick();
        setText(parts.note, entry.busy ? entry.busy + " …" : entry.note ? entry.note.text : "");
        setClass(parts.note, "note" + (entry.note && !entry.busy ? (entry.note.ok ? " ok" : " bad") : ""));
        setText(parts.pid, process.pid ? String(process.pid) : "");
        setText(parts.restarts, process.restarts ? process.restarts + "×" : "");
        parts.restarts.title = process.restarts ? "started again by itself " + process.restarts + " times" : "";
        const active = isActive(process);
        const can = may("operate");
        parts.start.hidden = !can || active;
        parts.stop.hidden = !can || !active;
        parts.restart.hidden = !can || !active;
        parts.spark.node.toggleAttribute("hidden", !process.pid);
        parts.box.checked = Boolean(this.selected);
        this.updateUsage();
    }

    /// What changes with time alone.
    tick() {
        if (!this.visible) return;
        const text = summary(this.entry.process, this.entry.uptime(), this.store.now());
        setText(this.parts.what, text);
        if (this.parts.what.title !== text) this.parts.what.title = text;
    }

    updateUsage() {
        if (!this.visible) return;
        const { parts, entry } = this;
        setText(parts.cpu, percent(entry.process.cpu_percent));
        setText(parts.memory, bytes(entry.process.memory));
        parts.spark.draw(entry.cpu.values);
    }

    /// The row that the keyboard is at, and what is in it, can be reached with Tab; of a thousand rows only one.
    setReachable(on) {
        this.reachable = on;
        this.node.tabIndex = on ? 0 : -1;
        for (const control of this.node.querySelectorAll("a, button, input")) control.tabIndex = on ? 0 : -1;
    }

    select(selected) {
        this.selected = selected;
        if (this.parts) this.update();
    }
}
