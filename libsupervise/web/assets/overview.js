// What an operator wants to know first: is something wrong, and how many are in which state. And the filter.
import { may } from "./api.js";
import { byId, el, oncePerFrame, setText } from "./dom.js";
import { SETS } from "./filter.js";
import { bytes, duration, percent } from "./format.js";
import { troubleText } from "./group_head.js";
import { icon } from "./icons.js";
import { EVERY } from "./store.js";

export class Overview {
    constructor(store, filter, actions) {
        Object.assign(this, { store, filter });
        this.title = el("h1", {}, "Asking the daemon …");
        this.sign = el("span", { class: "headline-sign" });
        this.facts = el("p", { class: "facts" });
        this.acts = el(
            "span",
            { class: "all-acts" },
            el(
                "button",
                { type: "button", class: "with-icon", onclick: () => actions.act("start", [EVERY], "all programs") },
                icon("start"),
                "Start all",
            ),
            el(
                "button",
                { type: "button", class: "with-icon", onclick: () => actions.act("restart", [EVERY], "all programs") },
                icon("restart"),
                "Restart all",
            ),
            el(
                "button",
                { type: "button", class: "with-icon", onclick: () => actions.act("stop", [EVERY], "all programs") },
                icon("stop"),
                "Stop all",
            ),
        );
        byId("overview").append(
            el("div", { class: "headline" }, this.sign, el("div", {}, this.title, this.facts)),
            this.acts,
        );
        this.buildTools();
        store.on(
            "structure",
            oncePerFrame(() => this.update()),
        );
        store.on("daemon", () => this.updateFacts());
    }

    buildTools() {
        this.input = el("input", {
            type: "search",
            id: "filter",
            placeholder: "Filter by name, state, text",
            "aria-label": "Filter programs",
            autocomplete: "off",
            spellcheck: "false",
            "aria-keyshortcuts": "/",
            oninput: () => this.filter.setText(this.input.value),
        });
        this.chips = SETS.map((set) => {
            const count = el("span", { class: "count" });
            const chip = el(
                "button",
                {
                    type: "button",
                    class: "chip " + set.id,
                    "aria-pressed": String(set === this.filter.set),
                    onclick: () => this.choose(set.id),
                },
                set.label + " ",
                count,
            );
            return { set, chip, count };
        });
        byId("tools").append(
            el("span", { class: "search" }, icon("search"), this.input, el("kbd", { "aria-hidden": "true" }, "/")),
            el(
                "span",
                { class: "chips", role: "group", "aria-label": "Show only" },
                ...this.chips.map((one) => one.chip),
            ),
        );
    }

    choose(id) {
        this.filter.setSet(id);
        for (const { set, chip } of this.chips) chip.setAttribute("aria-pressed", String(set.id === id));
        this.update();
    }

    /// Shows all again. True when there was something to clear.
    clear() {
        const had = this.input.value !== "" || this.filter.set.id !== "all";
        this.input.value = "";
        this.filter.setText("");
        this.choose("all");
        return had;
    }

    update() {
        const entries = [...this.store.entries.values()];
        const wrong = entries.filter((entry) => entry.trouble).length;
        for (const { set, chip, count } of this.chips) {
            const found = entries.filter(set.has).length;
            setText(count, String(found));
            chip.hidden = found === 0 && set.id !== "all" && this.filter.set !== set;
        }
        const text = this.headline(wrong, entries.length);
        this.sign.hidden = !this.store.daemon;
        if (this.title.textContent !== text) {
            this.title.textContent = text;
            this.sign.className = "headline-sign " + (wrong ? "bad" : "good");
            this.sign.replaceChildren(icon(wrong ? "fatal" : "exited"));
        }
        this.acts.hidden = !may("operate") || !entries.length;
        this.updateBrowser(wrong);
    }

    headline(wrong, count) {
        if (!this.store.daemon) return "Waiting for the daemon";
        if (wrong) return troubleText(wrong);
        return count ? "Nothing is wrong" : "No programs to manage";
    }

    updateBrowser(wrong) {
        const name = this.store.daemon ? this.store.daemon.identifier : "Supervise";
        const title = (wrong ? "(" + wrong + ") " : "") + name;
        if (document.title !== title) document.title = title;
        const link = document.querySelector("link[rel=icon]");
        const picture = wrong ? link.dataset.trouble : link.dataset.well;
        if (link.getAttribute("href") !== picture) link.setAttribute("href", picture);
    }

    updateFacts() {
        const daemon = this.store.daemon;
        const running = [...this.store.entries.values()].filter(
            (entry) => entry.process.statename === "RUNNING",
        ).length;
        const memory = [...this.store.entries.values()].reduce((sum, entry) => sum + (entry.process.memory || 0), 0);
        const cpu = [...this.store.entries.values()].reduce((sum, entry) => sum + (entry.process.cpu_percent || 0), 0);
        setText(byId("identifier"), daemon.identifier);
        setText(
            this.facts,
            [
                running.toLocaleString("en") + " of " + this.store.entries.size.toLocaleString("en") + " running",
                bytes(memory) + " memory",
                percent(cpu) + " CPU",
                "daemon up " + duration(this.store.now() - daemon.now + daemon.uptime),
            ].join(" · "),
        );
        setText(
            byId("foot"),
            "Supervise " +
                daemon.version +
                " · speaks as Supervisor " +
                daemon.supervisor_version +
                " · daemon pid " +
                daemon.pid +
                (daemon.memory ? ", " + bytes(daemon.memory) : ""),
        );
    }
}
