// What can be done to programs: asks first where something stops, tells what came of it where it was asked.
import { may, post, reason } from "./api.js";
import { choose, confirm } from "./dialog.js";
import { plural } from "./format.js";
import { say } from "./messages.js";
import { EVERY } from "./store.js";

const GOOD_MS = 8000;

/// `stops`: asked before. `done`: how success is told.
const ACTIONS = {
    start: { verb: "Start", done: "started", doing: "starting" },
    stop: { verb: "Stop", done: "stopped", doing: "stopping", stops: true },
    restart: { verb: "Restart", done: "restarted", doing: "restarting", stops: true },
    clear: {
        verb: "Clear log",
        many: "Clear logs",
        done: "log cleared",
        doing: "clearing",
        stops: true,
        lost: "What the logs hold now is lost.",
    },
    signal: { verb: "Send signal", done: "signalled", doing: "signalling" },
};
const SIGNALS = ["HUP", "USR1", "USR2", "TERM", "INT", "QUIT", "KILL", "CONT", "STOP", "WINCH"];

const ACTIVE = new Set(["RUNNING", "STARTING", "BACKOFF", "STOPPING"]);

export const isActive = (process) => ACTIVE.has(process.statename);

/// As in POST api/act, where a program may be called like all of them.
const orderName = (name) => (name === EVERY ? "all" : name === "all" ? "all:all" : name);

export class Actions {
    constructor(store) {
        this.store = store;
    }

    /// `names`: what Store.named takes. `whom`: how they are called together, when they are several.
    async act(action, names, whom) {
        if (!may("operate")) {
            say("You may look, but not change anything.", false);
            return;
        }
        const spec = ACTIONS[action];
        const entries = this.store.named(names);
        if (!entries.length) return;
        const called = whom || (entries.length === 1 ? entries[0].key : plural(entries.length, "program"));
        const body = { action, names: names.map(orderName) };
        if (action === "signal") {
            body.signal = await choose({
                title: "Send a signal to " + called,
                label: "Signal",
                options: SIGNALS,
                verb: "Send",
            });
            if (!body.signal) return;
        } else if (spec.stops && entries.some((entry) => action !== "stop" || isActive(entry.process))) {
            const verb = (entries.length > 1 && spec.many) || spec.verb;
            const yes = await confirm({
                title: verb + " " + called + "?",
                text: spec.lost,
                names: entries.map((entry) => entry.key),
                verb,
            });
            if (!yes) return;
        }
        await this.perform(body, spec, entries, called);
    }

    async perform(body, spec, entries, called) {
        this.store.setBusy(entries, spec.doing);
        try {
            const { results } = await post("api/act", body);
            this.store.setBusy(entries, null);
            this.tellResults(results, spec, called);
        } catch (error) {
            this.store.setBusy(entries, null);
            for (const entry of entries) this.note(entry, false, reason(error));
            say(called + ": " + reason(error), false);
        }
    }

    tellResults(results, spec, called) {
        const bad = results.filter((result) => !result.ok);
        for (const result of results) {
            const entry = this.store.get(result.namespec);
            if (entry) this.note(entry, result.ok, result.text);
        }
        if (!bad.length) say(called + ": " + spec.done);
        else if (results.length === 1) say(bad[0].namespec + ": " + bad[0].text, false);
        else
            say(
                called +
                    ": " +
                    (results.length - bad.length) +
                    " " +
                    spec.done +
                    ", " +
                    bad.length +
                    " not: " +
                    bad
                        .slice(0, 3)
                        .map((result) => result.namespec)
                        .join(", ") +
                    (bad.length > 3 ? " …" : ""),
                false,
            );
    }

    note(entry, ok, text) {
        const note = { ok, text };
        this.store.setNote(entry, note);
        if (ok) setTimeout(() => entry.note === note && this.store.setNote(entry, null), GOOD_MS);
    }

    /// The daemon itself: "restart" or "shutdown".
    async daemon(action) {
        const texts = {
            restart: "All programs are stopped, the configuration is read anew, and those with autostart are started.",
            shutdown: "All programs are stopped, and the daemon ends. This page cannot start it again.",
        };
        const verb = action === "restart" ? "Restart daemon" : "Shut down";
        if (!(await confirm({ title: verb + "?", text: texts[action], verb }))) return;
        try {
            await post("api/daemon", { action });
            say(action === "restart" ? "The daemon is restarting." : "The daemon is shutting down.");
        } catch (error) {
            say(reason(error), false);
        }
    }
}
