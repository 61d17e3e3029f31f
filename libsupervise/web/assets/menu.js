// A button that opens a list of commands.
import { el } from "./dom.js";

/// `items`: {text, danger, run} or null for none; asked for each time it opens.
export function menu(label, content, items) {
    const list = el("div", { class: "menu-list", role: "menu", hidden: true });
    const button = el(
        "button",
        { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, title: label },
        content,
    );
    const box = el("span", { class: "menu" }, button, list);

    const close = (focus) => {
        list.hidden = true;
        button.setAttribute("aria-expanded", "false");
        if (focus) button.focus();
    };
    const open = () => {
        list.replaceChildren(
            ...items()
                .filter(Boolean)
                .map((item) =>
                    el(
                        "button",
                        {
                            type: "button",
                            role: "menuitem",
                            class: item.danger ? "danger-text" : null,
                            onclick: () => {
                                close(true);
                                item.run();
                            },
                        },
                        item.text,
                    ),
                ),
        );
        list.hidden = false;
        button.setAttribute("aria-expanded", "true");
        if (list.firstChild) list.firstChild.focus();
    };

    button.addEventListener("click", () => (list.hidden ? open() : close(true)));
    box.addEventListener("focusout", (event) => {
        if (!box.contains(event.relatedTarget)) close(false);
    });
    box.addEventListener("keydown", (event) => {
        if (list.hidden) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Escape") close(true);
        else if (step) {
            const all = [...list.children];
            all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
    });
    return box;
}
