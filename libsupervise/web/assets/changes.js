// What the configuration files say that the daemon does not do yet, and applying it.
import { getJson, may, post, reason } from "./api.js";
import { byId, el, scrolling } from "./dom.js";
import { confirm } from "./dialog.js";
import { plural } from "./format.js";
import { icon } from "./icons.js";
import { say } from "./messages.js";

const MOST_SAID = 3;

const total = (changes) => changes.added.length + changes.removed.length + changes.changed.length;

function showCount(changes) {
    const badge = byId("changes-count");
    const count = changes.error ? "!" : total(changes);
    badge.textContent = String(count);
    badge.hidden = !count;
    badge.title = changes.error ? "The configuration has an error" : "groups that differ from the configuration files";
}

/// Shows in the navigation whether there are any.
export async function countChanges() {
    try {
        showCount(await getJson("api/changes"));
    } catch {
        byId("changes-count").hidden = true; // the view itself says why
    }
}

/// One by one while they are few; what went wrong always.
function tell(results) {
    const good = results.filter((result) => result.ok);
    if (good.length > MOST_SAID) say(plural(good.length, "group") + " updated");
    else for (const result of good) say(result.namespec + ": " + result.text);
    for (const result of results) if (!result.ok) say(result.namespec + ": " + result.text, false);
}

export class ChangesView {
    constructor() {
        this.content = el("div", { class: "cards" }, el("p", { class: "quiet" }, "Reading the configuration …"));
        this.applyAll = el(
            "button",
            { type: "button", class: "primary", hidden: true, onclick: () => this.apply(null) },
            "Apply all",
        );
        this.node = el(
            "div",
            { class: "changes-view" },
            el(
                "div",
                { class: "view-head" },
                el("a", { class: "icon-button", href: "#/", "aria-label": "Back to the programs" }, icon("back")),
                el("h1", {}, "Changes of the configuration"),
                el("button", { type: "button", onclick: () => this.load() }, "Read again"),
                this.applyAll,
            ),
            this.content,
        );
        this.keys = {};
    }

    opened() {
        this.load();
    }

    close() {}

    /// Another role may do other things.
    refresh() {
        if (this.changes) this.show(this.changes);
    }

    async load() {
        try {
            this.show(await getJson("api/changes"));
        } catch (error) {
            this.applyAll.hidden = true;
            this.content.replaceChildren(el("p", { class: "log-status" }, reason(error)));
        }
    }

    show(changes) {
        this.changes = changes;
        showCount(changes);
        this.applyAll.hidden = !may("admin") || changes.error || !total(changes);
        const cards = [
            ...changes.changed.map((one) =>
                this.card("Changed", one.group, "Its programs are stopped and started with the new values.", one.keys),
            ),
            ...changes.added.map((group) =>
                this.card("New", group, "Is added; its programs with autostart are started."),
            ),
            ...changes.removed.map((group) => this.card("Gone", group, "Its programs are stopped, and it is removed.")),
        ];
        if (changes.error) cards.unshift(el("p", { class: "log-status" }, changes.error));
        else if (!cards.length)
            cards.push(el("p", { class: "empty" }, "The daemon does what its configuration files say."));
        this.content.replaceChildren(...cards);
    }

    card(kind, group, text, keys = []) {
        const rows = keys.map(({ key, old, new: next }) =>
            el(
                "tr",
                {},
                el("th", { scope: "row" }, key),
                el("td", {}, old === null ? el("span", { class: "quiet" }, "default") : el("del", {}, old)),
                el("td", {}, next === null ? el("span", { class: "quiet" }, "default") : el("ins", {}, next)),
            ),
        );
        return el(
            "article",
            { class: "card" },
            el(
                "header",
                {},
                el("span", { class: "kind " + kind.toLowerCase() }, kind),
                el("h2", {}, group),
                may("admin") && el("button", { type: "button", onclick: () => this.apply([group]) }, "Apply"),
            ),
            el("p", { class: "quiet" }, text),
            rows.length > 0 &&
                scrolling(
                    "Changes of " + group,
                    el(
                        "table",
                        {},
                        el(
                            "thead",
                            {},
                            el(
                                "tr",
                                {},
                                el("th", { scope: "col" }, "Option"),
                                el("th", { scope: "col" }, "Now"),
                                el("th", { scope: "col" }, "In the files"),
                            ),
                        ),
                        el("tbody", {}, ...rows),
                    ),
                ),
        );
    }

    async apply(groups) {
        const named = groups || [
            ...this.changes.added,
            ...this.changes.removed,
            ...this.changes.changed.map((one) => one.group),
        ];
        const yes = await confirm({
            title: "Apply the configuration" + (groups ? " to " + groups[0] : "") + "?",
            names: named,
            text: "Programs that have changed or are gone are stopped.",
            verb: "Apply",
        });
        if (!yes) return;
        try {
            const { results } = await post("api/update", { groups });
            tell(results);
        } catch (error) {
            say(reason(error), false);
        }
        this.load();
    }
}
