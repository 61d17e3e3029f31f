// What the daemon tells about one program when asked: ends, changes of state, processes, configuration.
import { el, scrolling } from "./dom.js";
import { ago, bytes, clock, duration } from "./format.js";
import { isBad } from "./states.js";

function section(title, ...content) {
    return el("section", { class: "card" }, el("h2", {}, title), ...content);
}

const none = (text) => el("p", { class: "quiet" }, text);

function table(label, heads, rows) {
    return scrolling(
        label,
        el(
            "table",
            {},
            el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
            el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell))))),
        ),
    );
}

/// [{depth, ...process}] with children below their parent.
function asTree(processes) {
    const pids = new Set(processes.map((one) => one.pid));
    const out = [];
    const visit = (parent, depth) => {
        for (const one of processes.filter(parent)) {
            out.push({ ...one, depth });
            if (depth < 50) visit((other) => other.ppid === one.pid && other.pid !== one.pid, depth + 1);
        }
    };
    visit((one) => !pids.has(one.ppid), 0);
    return out;
}

function howItEnded(exit) {
    const remark = isBad(exit) ? ", unexpected" : exit.asked ? ", as asked" : "";
    return el("span", { class: isBad(exit) ? "bad-text" : null }, exit.text + remark);
}

function exitsSection(exits, now) {
    const rows = [...exits].reverse().map((exit) => [clock(exit.time) + ", " + ago(now - exit.time), howItEnded(exit)]);
    return section("Last exits", rows.length ? table("Last exits", ["When", "How"], rows) : none("It has not ended yet."));
}

function eventsSection(events) {
    const rows = [...events].reverse().map((one) => [clock(one.time), one.from, el("strong", {}, one.to), one.text]);
    const nothing = "Its state has not changed within the last hour.";
    return section("Last hour", rows.length ? table("Last hour", ["When", "From", "To", "Why"], rows) : none(nothing));
}

function treeSection(tree) {
    const rows = asTree(tree).map((one) => {
        const command = el("code", { class: "command" }, one.command);
        command.style.paddingLeft = one.depth * 1.2 + "em";
        const cpu = one.cpu_seconds === null ? "" : duration(one.cpu_seconds);
        return [String(one.pid), command, bytes(one.memory), cpu];
    });
    const heads = ["PID", "Command", "Memory", "CPU used"];
    return section("Processes", rows.length ? table("Processes", heads, rows) : none("There is no process."));
}

function optionTable(label, options) {
    const rows = options.map((one) => [el("code", {}, one.key), el("code", { class: "value" }, one.value)]);
    return table(label, ["Option", "Value"], rows);
}

function configSection(config, defaults) {
    const rest = config.filter((one) => one.default);
    const folded = el(
        "details",
        { open: defaults.open, ontoggle: (event) => (defaults.open = event.target.open) },
        el("summary", {}, rest.length + " options by default"),
        optionTable("Options by default", rest),
    );
    return section("Configuration", optionTable("Configuration", config.filter((one) => !one.default)), rest.length > 0 && folded);
}

/// The sections about `told`, an answer of /api/program/NAME. `defaults.open`: options that nobody has set are shown;
/// it is kept there.
export const programDetails = (told, now, defaults) => [
    exitsSection(told.exits, now),
    eventsSection(told.events),
    treeSection(told.tree),
    configSection(told.config, defaults),
];
