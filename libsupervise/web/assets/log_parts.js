// The elements of the log view.
import { logPath } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { address } from "./router.js";

/// Links to both outputs; none where both go to one.
function channels(log, store) {
    const entry = log.main ? null : store.get(log.name);
    if (log.main || (entry && entry.process.stderr_logfile === null && log.channel === "stdout")) return null;
    return el(
        "span",
        { class: "tabs" },
        ...["stdout", "stderr"].map((channel) =>
            el(
                "a",
                { href: address("log", log.name, channel), "aria-current": channel === log.channel ? "page" : null },
                channel,
            ),
        ),
    );
}

const stepButton = (name, label, key, run) =>
    el(
        "button",
        { type: "button", class: "icon-button", "aria-label": label, title: label + " (" + key + ")", onclick: run },
        icon(name),
    );

/// `on`: what the controls do. The parts that change, by name, and `node` with all of them.
export function logParts(log, store, on) {
    const title = log.main ? "Daemon log" : log.name;
    const parts = {
        query: el("input", {
            type: "search",
            placeholder: "Find",
            "aria-label": "Find in the log",
            "data-keys": "yes",
            autocomplete: "off",
            spellcheck: "false",
            oninput: on.search,
        }),
        found: el("span", { class: "found", role: "status" }),
        followButton: el("button", { type: "button", class: "toggle", onclick: on.follow }, "Follow"),
        wrapButton: el("button", { type: "button", class: "toggle", onclick: on.wrap }, "Wrap"),
        clearButton: el("button", { type: "button", onclick: on.clear }, "Clear"),
        state: el("span", { class: "log-state" }),
        status: el("p", { class: "log-status", role: "status", hidden: true }),
        earlier: el("div", { class: "earlier" }),
        scroller: el("div", {
            class: "log",
            tabindex: "0",
            role: "log",
            "aria-label": "Log of " + title,
            "aria-live": "off",
            onscroll: on.scrolled,
        }),
        more: el("button", { type: "button", class: "more-below", hidden: true, onclick: on.toEnd }),
    };
    const head = el(
        "div",
        { class: "view-head" },
        el(
            "a",
            { class: "icon-button", href: "#/", "aria-label": "Back to the programs", title: "Back (Escape)" },
            icon("back"),
        ),
        el("h1", {}, log.main ? title : el("a", { href: address("program", log.name) }, title)),
        channels(log, store),
        parts.state,
    );
    const tools = el(
        "div",
        { class: "log-tools" },
        el(
            "span",
            { class: "search" },
            icon("search"),
            parts.query,
            parts.found,
            stepButton("up", "Previous match", "N", () => on.step(-1)),
            stepButton("down", "Next match", "n", () => on.step(1)),
        ),
        el(
            "span",
            { class: "log-buttons" },
            parts.followButton,
            parts.wrapButton,
            el("a", { class: "button", href: logPath(log) + "?download=1", download: true }, "Download"),
            parts.clearButton,
        ),
    );
    parts.node = el(
        "div",
        { class: "log-view" },
        head,
        tools,
        parts.status,
        el("div", { class: "log-frame" }, parts.scroller, parts.more),
    );
    return parts;
}
