// What is known of the daemon and its processes, kept up to date by the live stream.
import { isTrouble } from "./states.js";

const SAMPLES = 60;

/// All processes, as an action is told.
export const EVERY = Symbol("every process");

/// The last values of something that is measured.
export class History {
    constructor() {
        this.values = [];
    }

    add(value) {
        this.values.push(value);
        if (this.values.length > SAMPLES) this.values.shift();
    }
}

/// One process as the page knows it: `process` as in doc/status-json.md, and what only the page knows.
class Entry {
    constructor(process) {
        this.key = process.namespec;
        this.cpu = new History();
        this.memory = new History();
        this.note = null; // {ok, text}: what came of the last action
        this.busy = null; // the action under way
        this.take(process);
    }

    take(process) {
        this.trouble = isTrouble(process, this.process && this.trouble);
        this.process = process;
        this.at = performance.now();
    }

    uptime() {
        return (this.process.uptime || 0) + (performance.now() - this.at) / 1000;
    }
}

/// Tells listeners: "structure" (other processes, groups, or states), "entry" (one has changed), "usage", "daemon".
export class Store {
    constructor() {
        this.entries = new Map();
        this.daemon = null;
        this.listeners = { structure: [], entry: [], usage: [], daemon: [] };
    }

    /// Returns what ends it.
    on(what, listener) {
        this.listeners[what].push(listener);
        return () => {
            this.listeners[what] = this.listeners[what].filter((one) => one !== listener);
        };
    }

    tell(what, detail) {
        for (const listener of this.listeners[what]) listener(detail);
    }

    /// Seconds since 1970 on the daemon's clock, which may differ from ours.
    now() {
        return this.daemon ? this.daemon.now + (performance.now() - this.daemonAt) / 1000 : Date.now() / 1000;
    }

    get(key) {
        return this.entries.get(key);
    }

    take(name, data) {
        if (name === "snapshot") this.snapshot(data);
        else if (name === "process") this.changed(data);
        else if (name === "group") this.group(data);
        else if (name === "usage") this.usage(data);
        else if (name === "daemon") this.takeDaemon(data);
    }

    snapshot(data) {
        const before = this.entries;
        this.entries = new Map();
        for (const process of data.processes)
            this.entries.set(process.namespec, this.renewed(before.get(process.namespec), process));
        this.takeDaemon(data.daemon);
        this.tell("structure");
        for (const entry of this.entries.values()) this.tell("entry", entry);
    }

    renewed(entry, process) {
        if (!entry) return new Entry(process);
        entry.take(process);
        return entry;
    }

    changed(process) {
        const entry = this.renewed(this.entries.get(process.namespec), process);
        this.entries.set(entry.key, entry);
        if (entry.note && entry.note.ok) entry.note = null;
        this.tell("structure");
        this.tell("entry", entry);
    }

    group(data) {
        const before = new Map();
        for (const [key, entry] of this.entries) {
            if (entry.process.group !== data.group) continue;
            before.set(key, entry);
            this.entries.delete(key);
        }
        for (const process of data.processes || []) {
            const entry = this.renewed(before.get(process.namespec), process);
            this.entries.set(entry.key, entry);
            this.tell("entry", entry);
        }
        this.tell("structure");
    }

    usage(data) {
        const used = new Map(data.processes.map((one) => [one.group + ":" + one.name, one]));
        for (const entry of this.entries.values()) {
            const process = entry.process;
            const one = used.get(process.group + ":" + process.name);
            if (one) {
                process.memory = one.memory;
                process.cpu_percent = one.cpu_percent;
                process.cpu_seconds = one.cpu_seconds;
                process.process_count = one.process_count;
            }
            entry.cpu.add(process.cpu_percent || 0);
            entry.memory.add(process.memory || 0);
        }
        this.tell("usage");
        if (data.daemon && this.daemon) this.takeDaemon(Object.assign(this.daemon, data.daemon));
    }

    takeDaemon(daemon) {
        this.daemon = daemon;
        this.daemonAt = performance.now();
        this.tell("daemon");
    }

    /// Those an action is about: keys of entries, `group:*` and EVERY.
    named(names) {
        const found = [];
        for (const entry of this.entries.values()) {
            const group = entry.process.group + ":*";
            if (names.includes(entry.key) || names.includes(group) || names.includes(EVERY)) found.push(entry);
        }
        return found;
    }

    setBusy(entries, action) {
        for (const entry of entries) {
            entry.busy = action;
            if (action) entry.note = null;
            this.tell("entry", entry);
        }
    }

    setNote(entry, note) {
        entry.note = note;
        this.tell("entry", entry);
    }
}
