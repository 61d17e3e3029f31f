// Logging out: Basic credentials live in the browser, which forgets them when they have been refused. It asks for others
// then, unless the request has brought some that are wrong as well.
import { el } from "./dom.js";

/// The daemon knows that these are no attempt to get in (http/authenticator.cpp).
const WRONG = ["logged-out", "-"];

function tell(title, ...content) {
    document.title = title;
    delete document.body.dataset.view;
    document.body.replaceChildren(el("main", {}, el("h1", {}, title), ...content));
}

/// The status, 0 when there is no answer.
function askWith(name, password, address) {
    return new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open("GET", address, true, name, password);
        request.onloadend = () => done(request.status);
        request.send();
    });
}

export async function logOut() {
    const here = location.origin + location.pathname;
    const link = (text) => el("p", {}, el("a", { class: "button", href: here }, text));
    tell("Logging out …");
    const status = await askWith(...WRONG, new URL("logout", here));
    if (status === 401) tell("You are logged out", link("Log in again"));
    else if (status) tell("Nobody is logged in", el("p", {}, "This server asks for no password."), link("To the programs"));
    else tell("Not logged out", el("p", {}, "The daemon does not answer. A browser that is closed forgets the password."));
}
