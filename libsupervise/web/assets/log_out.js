// Logging out: Basic credentials live in the browser, and are gone when it has been given others.
import { el } from "./dom.js";

const WRONG = ["logged-out", "-"];

export async function logOut(connection) {
    connection.pause();
    const here = location.origin + location.pathname;
    await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open("GET", new URL("logout", here), true, ...WRONG);
        request.onloadend = done;
        request.send();
    });
    document.title = "Logged out";
    delete document.body.dataset.view;
    document.body.replaceChildren(
        el(
            "main",
            {},
            el("h1", {}, "You are logged out"),
            el("p", {}, el("a", { class: "button", href: here }, "Log in again")),
        ),
    );
}
