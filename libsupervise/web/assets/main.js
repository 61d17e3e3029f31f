// Puts the page together.
import { Actions } from "./actions.js";
import { may, onSession, session } from "./api.js";
import { Away } from "./away.js";
import { ChangesView, countChanges } from "./changes.js";
import { Connection } from "./connection.js";
import { byId } from "./dom.js";
import { Filter } from "./filter.js";
import { help } from "./help.js";
import { listenToKeys } from "./keyboard.js";
import { ListView } from "./list_view.js";
import { LogView } from "./log_view.js";
import { logOut } from "./log_out.js";
import { menu } from "./menu.js";
import { icon } from "./icons.js";
import { say } from "./messages.js";
import { ProgramView } from "./program_view.js";
import { route } from "./router.js";
import { Store } from "./store.js";

const store = new Store();
const actions = new Actions(store);
const list = new ListView(store, new Filter(), actions);
const away = new Away(store);

const VIEWS = {
    log: (name, channel) => new LogView({ name, channel: channel === "stderr" ? "stderr" : "stdout" }, store, actions),
    mainlog: () => new LogView({ main: true }, store, actions),
    program: (name) => new ProgramView(name, store, actions),
    changes: () => new ChangesView(),
};

let view = list;
let left = false;

/// Nothing asks the daemon any more: whatever did would make the browser ask for a password.
function leave() {
    left = true;
    connection.end();
    if (view !== list) view.close();
    logOut();
}

/// The list stays as it is while another view is shown, and is as it was afterwards.
function show(name, words) {
    if (left) return;
    if (name === "logout") return void leave();
    if (view !== list) view.close();
    const place = byId("view-other");
    const make = VIEWS[name];
    if (!make) {
        view = list;
        place.replaceChildren();
    } else {
        view = make(...words);
        place.replaceChildren(view.node);
    }
    byId("view-list").hidden = view !== list;
    place.hidden = view === list;
    document.body.dataset.view = make ? name : "list";
    view.opened();
}

byId("help-button").addEventListener("click", help);
byId("daemon-menu").append(
    menu("Daemon", icon("more"), () => [
        may("admin") && { text: "Restart daemon", danger: true, run: () => actions.daemon("restart") },
        may("admin") && { text: "Shut down daemon", danger: true, run: () => actions.daemon("shutdown") },
        { text: "Keyboard", run: help },
        session.can_log_out && {
            text: "Log out" + (session.user ? " " + session.user : ""),
            run: leave,
        },
    ]),
);

const go = (address) => () => {
    location.hash = address;
};
listenToKeys({ "?": help, m: go("#/mainlog"), u: go("#/changes"), Escape: go("#/") }, () => view.keys);

/// Old links and pages end here: what they did is told.
function tellMessage() {
    const message = new URLSearchParams(location.search).get("message");
    if (!message) return;
    say(message);
    history.replaceState(null, "", location.pathname + location.hash);
}

/// A daemon of another version has other files for this page.
let version = null;
onSession(() => {
    if (version !== null && version !== session.version) location.reload();
    version = session.version;
    list.refresh();
    if (view !== list) view.refresh();
});

const connection = new Connection(
    (name, data) => store.take(name, data),
    (state, why, retries) => {
        away.tell(state, why, retries, () => connection.again());
        if (state === "live") countChanges();
    },
);
route(show);
tellMessage();
connection.start();

/// A browser may keep a page that was left, with its connections, of which it opens few.
window.addEventListener("pagehide", () => {
    connection.pause();
    if (view !== list) view.close();
});
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

/// What stands behind # in the address is the view.
document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
});
