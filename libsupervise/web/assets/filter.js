// Which programs are shown, and in what order.
import { failed, looks, summary } from "./states.js";

/// Sets of states to choose from.
export const SETS = [
    { id: "all", label: "All", has: () => true },
    { id: "trouble", label: "Need attention", has: (entry) => entry.trouble },
    { id: "running", label: "Running", has: (entry) => entry.process.statename === "RUNNING" },
    {
        id: "changing",
        label: "Starting, stopping",
        has: (entry) => ["STARTING", "STOPPING", "BACKOFF"].includes(entry.process.statename),
    },
    { id: "stopped", label: "Stopped", has: (entry) => entry.process.statename === "STOPPED" },
    { id: "exited", label: "Exited", has: (entry) => entry.process.statename === "EXITED" && !failed(entry.process) },
];

const byName = new Intl.Collator("en", { numeric: true }).compare;
const number = (value) => (value === null || value === undefined ? -1 : value);

/// `up`: smallest first when the column is chosen; else largest first.
export const COLUMNS = {
    state: { label: "State", up: true, compare: (a, b) => rank(a) - rank(b) },
    name: { label: "Name", up: true, compare: () => 0 },
    what: { label: "What", up: true, compare: (a, b) => since(a) - since(b) },
    pid: { label: "PID", up: true, compare: (a, b) => number(a.process.pid) - number(b.process.pid) },
    restarts: { label: "Restarts", up: false, compare: (a, b) => a.process.restarts - b.process.restarts },
    cpu: {
        label: "CPU",
        up: false,
        usage: true,
        compare: (a, b) => number(a.process.cpu_percent) - number(b.process.cpu_percent),
    },
    memory: {
        label: "Memory",
        up: false,
        usage: true,
        compare: (a, b) => number(a.process.memory) - number(b.process.memory),
    },
};

const rank = (entry) => (entry.trouble ? -1 : looks(entry.process).order);

function since(entry) {
    const process = entry.process;
    return process.pid ? (process.now - (process.uptime || 0) > 0 ? entry.uptime() : 0) : 1e12;
}

export class Filter {
    constructor() {
        this.set = SETS[0];
        this.words = [];
        this.column = null; // null: by group
        this.up = true;
        this.changed = () => {};
    }

    setText(text) {
        this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
        this.changed();
    }

    setSet(id) {
        this.set = SETS.find((set) => set.id === id);
        this.changed();
    }

    /// A column: its own order, then the other way round, then by group again.
    sortBy(column) {
        const first = COLUMNS[column].up;
        if (this.column !== column) [this.column, this.up] = [column, first];
        else if (this.up === first) this.up = !first;
        else [this.column, this.up] = [null, true];
        this.changed();
    }

    /// Every word must be there; `-word` must not.
    shows(entry, now) {
        if (!this.set.has(entry)) return false;
        if (!this.words.length) return true;
        const process = entry.process;
        const text = (
            entry.key +
            " " +
            process.group +
            " " +
            process.statename +
            " " +
            (process.pid || "") +
            " " +
            summary(process, 0, now)
        ).toLowerCase();
        return this.words.every((word) =>
            word.length > 1 && word[0] === "-" ? !text.includes(word.slice(1)) : text.includes(word),
        );
    }

    order(entries) {
        const column = COLUMNS[this.column];
        const sign = this.up ? 1 : -1;
        return entries.sort(
            (a, b) =>
                (column ? sign * column.compare(a, b) : 0) ||
                (this.column === "name" ? sign : 1) * byName(a.key, b.key),
        );
    }

    byUsage() {
        return this.column !== null && Boolean(COLUMNS[this.column].usage);
    }
}

/// The order of those that need attention: worst first, and the freshest of them.
export function orderTrouble(entries) {
    return entries.sort((a, b) => looks(a.process).order - looks(b.process).order || byName(a.key, b.key));
}
