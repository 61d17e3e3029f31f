// Questions before something happens, and other small windows. Escape closes them; focus returns to where it was.
import { el } from "./dom.js";

let open = null;

/// Shows `content`; resolves with what `close(value)` was given, or null.
export function show(title, build) {
    if (open) open.close();
    return new Promise((resolve) => {
        let result = null;
        const close = (value) => {
            result = value;
            dialog.close();
        };
        const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, el("h2", { id: "dialog-title" }, title));
        dialog.append(...build(close));
        dialog.addEventListener("close", () => {
            open = null;
            dialog.remove();
            resolve(result);
        });
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog) dialog.close();
        });
        document.body.append(dialog);
        open = dialog;
        dialog.showModal();
        dialog.scrollTop = 0;
    });
}

export const isOpen = () => open !== null;

const SHOWN = 12;

/// Is it really wanted? `names`: whom it is about. Resolves true or null.
export function confirm({ title, text, names = [], verb, danger = true }) {
    return show(title, (close) => {
        const list =
            names.length > 1 &&
            el(
                "ul",
                { class: "names" },
                ...names.slice(0, SHOWN).map((name) => el("li", {}, name)),
                names.length > SHOWN && el("li", { class: "quiet" }, "and " + (names.length - SHOWN) + " more"),
            );
        const yes = el(
            "button",
            { type: "button", class: danger ? "danger" : "primary", autofocus: true, onclick: () => close(true) },
            verb,
        );
        const no = el("button", { type: "button", onclick: () => close(null) }, "Cancel");
        return [text && el("p", {}, text), list, el("div", { class: "choices" }, no, yes)].filter(Boolean);
    });
}

/// One of `options`, or null.
export function choose({ title, label, options, verb }) {
    return show(title, (close) => {
        const select = el(
            "select",
            { id: "dialog-choice" },
            ...options.map((option) => el("option", { value: option }, option)),
        );
        return [
            el("p", {}, el("label", { for: "dialog-choice" }, label), " ", select),
            el(
                "div",
                { class: "choices" },
                el("button", { type: "button", onclick: () => close(null) }, "Cancel"),
                el("button", { type: "button", class: "danger", onclick: () => close(select.value) }, verb),
            ),
        ];
    });
}
