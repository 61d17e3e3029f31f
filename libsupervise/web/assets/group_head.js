// The heading above the processes of a group, and the other headings of the list.
import { may } from "./api.js";
import { el, setText } from "./dom.js";
import { plural } from "./format.js";
import { icon } from "./icons.js";
import { looks } from "./states.js";

const TONES = ["bad", "warn", "quiet", "good"];

/// "3 running, 1 fatal"
export function countStates(entries) {
    const counts = new Map();
    for (const { process } of entries) counts.set(process.statename, (counts.get(process.statename) || 0) + 1);
    return [...counts].map(([state, count]) => count + " " + state.toLowerCase()).join(", ");
}

export class GroupHead {
    constructor(group, handlers) {
        this.group = group;
        this.toggle = el(
            "button",
            { type: "button", class: "plain fold", "aria-expanded": "true", onclick: () => handlers.fold(group) },
            icon("open"),
            el("span", { class: "group-name" }, group),
        );
        this.counts = el("span", { class: "counts" });
        this.gauge = el(
            "span",
            { class: "gauge", "aria-hidden": "true" },
            ...TONES.map((tone) => el("span", { class: tone })),
        );
        const names = [group + ":*"];
        this.acts = el(
            "span",
            { class: "acts" },
            ...["start", "restart", "stop"].map((action) =>
                el(
                    "button",
                    {
                        type: "button",
                        class: "icon-button " + action,
                        title: action[0].toUpperCase() + action.slice(1) + " all of " + group,
                        "aria-label": action[0].toUpperCase() + action.slice(1) + " all of " + group,
                        onclick: () => handlers.act(action, names, "group " + group),
                    },
                    icon(action),
                ),
            ),
        );
        this.box = el("input", {
            type: "checkbox",
            "aria-label": "Select all of " + group,
            onchange: () => handlers.select(group, this.box.checked),
        });
        this.node = el(
            "div",
            { class: "group-head", role: "row" },
            el("span", { class: "cell box", role: "cell" }, this.box),
            el("span", { class: "cell title", role: "rowheader" }, this.toggle, this.gauge, this.counts),
            el("span", { class: "cell acts", role: "cell" }, this.acts),
        );
    }

    /// `members`: all of the group, whether shown or not. `elsewhere`: how many of them stand on top.
    update(members, folded, elsewhere, selected) {
        this.toggle.setAttribute("aria-expanded", String(!folded));
        setText(this.counts, countStates(members) + (elsewhere ? " (" + elsewhere + " above)" : ""));
        TONES.forEach((tone, i) => {
            const count = members.filter(
                (entry) => (entry.trouble ? "bad" : looks(entry.process).tone) === tone,
            ).length;
            this.gauge.children[i].style.flexGrow = String(count);
            this.gauge.children[i].hidden = !count;
        });
        this.acts.hidden = !may("operate");
        this.box.checked = selected === members.length;
        this.box.indeterminate = selected > 0 && selected < members.length;
    }
}

export function heading(name, text) {
    return el("div", { class: "list-head " + name, role: "row" }, el("span", { role: "rowheader" }, text));
}

export const troubleText = (count) => plural(count, "program needs", "programs need") + " attention";
