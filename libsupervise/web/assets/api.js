// What is asked of the daemon, apart from the live stream. Addresses are relative: the page also works below a path of a
// proxy. They leave out a password that stands in the page's own address, which fetch would refuse.

export class Refused extends Error {
    constructor(status, text) {
        super(text);
        this.status = status;
    }
}

async function refusal(answer) {
    let text = "";
    try {
        text = (await answer.json()).error;
    } catch {
        text = "";
    }
    if (!text)
        text =
            answer.status === 401
                ? "You are not logged in. Reload the page."
                : "The daemon answered " + answer.status + ".";
    return new Refused(answer.status, text);
}

/// The answer, when it is a good one; else throws Refused, or TypeError when there is no daemon.
export async function ask(path, options) {
    const answer = await fetch(new URL(path, location.origin + location.pathname), {
        cache: "no-store",
        credentials: "same-origin",
        ...options,
    });
    if (!answer.ok) throw await refusal(answer);
    return answer;
}

export const getJson = async (path) => (await ask(path)).json();

/// Who we are to the daemon; null until known.
export const session = { role: "read", token: "", known: false };
const watchers = [];

export function onSession(watcher) {
    watchers.push(watcher);
}

export async function renewSession() {
    Object.assign(session, await getJson("api/session"), { known: true });
    for (const watcher of watchers) watcher(session);
}

const RANKS = { read: 0, operate: 1, admin: 2 };

export const may = (role) => RANKS[session.role] >= RANKS[role];

const send = (path, body) =>
    ask(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Supervise-Token": session.token },
        body: JSON.stringify(body),
    });

/// Changes something. A daemon that has been started anew knows other tokens: then once more with a fresh one.
export async function post(path, body) {
    try {
        return (await send(path, body)).json();
    } catch (error) {
        if (!(error instanceof Refused) || error.status !== 403) throw error;
        const before = session.token;
        await renewSession();
        if (session.token === before) throw error;
        return (await send(path, body)).json();
    }
}

/// What to tell a person about an error that was caught.
export function reason(error) {
    return error instanceof Refused ? error.message : "The daemon does not answer.";
}

export const logPath = (log) =>
    log.main ? "api/mainlog" : "api/log/" + encodeURIComponent(log.name) + "/" + log.channel;
