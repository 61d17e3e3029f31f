// Programs that have been selected, and the bar with what can be done to them together.
import { may } from "./api.js";
import { byId, el } from "./dom.js";
import { plural } from "./format.js";
import { icon } from "./icons.js";

export class Selection {
    constructor() {
        this.keys = new Set();
        this.listeners = [];
    }

    on(listener) {
        this.listeners.push(listener);
    }

    has(key) {
        return this.keys.has(key);
    }

    set(keys, on) {
        const before = this.keys.size;
        for (const key of keys) on ? this.keys.add(key) : this.keys.delete(key);
        if (this.keys.size !== before) for (const listener of this.listeners) listener();
    }

    clear() {
        this.set([...this.keys], false);
    }
}

export function selectionBar(selection, actions) {
    const bar = byId("selection");
    const count = el("strong", { "aria-live": "polite" });
    const act = (action) => () => actions.act(action, [...selection.keys]);
    const button = (action, text) =>
        el("button", { type: "button", class: "with-icon", onclick: act(action) }, icon(action), text);
    const acts = el(
        "span",
        { class: "bar-acts" },
        button("start", "Start"),
        button("restart", "Restart"),
        button("stop", "Stop"),
        el("button", { type: "button", onclick: act("clear") }, "Clear logs"),
        el("button", { type: "button", onclick: act("signal") }, "Signal …"),
    );
    bar.append(
        count,
        acts,
        el(
            "button",
            {
                type: "button",
                class: "plain",
                "aria-label": "Select none",
                title: "Select none (Escape)",
                onclick: () => selection.clear(),
            },
            icon("close"),
        ),
    );
    selection.on(() => {
        bar.hidden = selection.keys.size === 0;
        acts.hidden = !may("operate");
        count.textContent = plural(selection.keys.size, "selected", "selected");
    });
}
