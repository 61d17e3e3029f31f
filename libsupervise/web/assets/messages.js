// What has happened, in a corner and for screen readers. Good news goes by itself, bad news stays until it is closed.
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";

const GOOD_MS = 6000;
const MOST = 4;

export function say(text, ok = true) {
    const place = byId("messages");
    const message = el(
        "div",
        { class: "message " + (ok ? "ok" : "bad") },
        icon(ok ? "exited" : "fatal"),
        el("span", {}, text),
    );
    const close = el(
        "button",
        { type: "button", class: "plain", "aria-label": "Close message", onclick: () => message.remove() },
        icon("close"),
    );
    message.append(close);
    place.append(message);
    while (place.children.length > MOST) place.firstChild.remove();
    if (ok) setTimeout(() => message.remove(), GOOD_MS);
}
