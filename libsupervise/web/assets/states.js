// What each state means to a person: its picture, its tone, and whether something is wrong.
import { ago, duration } from "./format.js";

/// `order`: worst first. `tone` names a colour of page.css.
export const STATES = {
    FATAL: { icon: "fatal", tone: "bad", order: 0 },
    UNKNOWN: { icon: "unknown", tone: "bad", order: 1 },
    BACKOFF: { icon: "backoff", tone: "warn", order: 2 },
    STARTING: { icon: "starting", tone: "warn", order: 3 },
    STOPPING: { icon: "stopping", tone: "warn", order: 4 },
    EXITED: { icon: "exited", tone: "quiet", order: 5 },
    STOPPED: { icon: "stopped", tone: "quiet", order: 6 },
    RUNNING: { icon: "running", tone: "good", order: 7 },
};

export const looks = (process) => STATES[process.statename] || STATES.UNKNOWN;

/// As words in a sentence: "exited" as it should, or "failed".
export function stateWord(process) {
    return failed(process) ? "FAILED" : process.statename;
}

/// It ended by itself, otherwise than `exitcodes` allows, and is not started again.
export function failed(process) {
    return process.statename === "EXITED" && isBad(process.last_exit);
}

/// An end that nobody wanted; null is none.
export const isBad = (exit) => exit !== null && !exit.expected && !exit.asked;

/// Is something wrong with it? A program that is started again and again stays wrong until it runs: `was` says what it
/// was before.
export function isTrouble(process, was) {
    switch (process.statename) {
        case "FATAL":
        case "BACKOFF":
        case "UNKNOWN":
            return true;
        case "EXITED":
            return failed(process);
        case "STARTING":
            return was === undefined ? Boolean(process.spawnerr) : was;
        default:
            return false;
    }
}

const RECENT = 600;

/// It runs, but has fallen over within ten minutes.
export function isShaky(process, now) {
    const exit = process.last_exit;
    return process.statename === "RUNNING" && isBad(exit) && now - exit.time < RECENT;
}

/// The tone of an entry of the store: that of its state, unless what came before it says more.
export function toneOf({ process, trouble }, now) {
    const { tone } = looks(process);
    if (trouble && tone === "quiet") return "bad";
    return isShaky(process, now) ? "shaky" : tone;
}

/// The one line that tells most about a process now. `uptime` in seconds, `now` on the daemon's clock.
export function summary(process, uptime, now) {
    const exit = process.last_exit;
    switch (process.statename) {
        case "RUNNING":
            return (
                "up " +
                duration(uptime) +
                (isShaky(process, now) ? " · failed " + ago(now - exit.time) + ": " + exit.text : "")
            );
        case "STARTING":
            return isBad(exit) ? "again, after " + exit.text : "for " + duration(uptime);
        case "STOPPING":
            return "asked to stop, still running";
        case "EXITED":
            return exit ? exit.text + ", " + ago(now - exit.time) : process.description;
        case "STOPPED":
            return process.stop ? "since " + ago(now - process.stop).replace(" ago", "") : "not started";
        default:
            return [process.spawnerr || process.description, exit && exit.text].filter(Boolean).join(" · ");
    }
}
