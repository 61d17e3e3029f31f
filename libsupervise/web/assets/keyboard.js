// One place that hears keys. A view has `keys`: {key: function}; what it does not know is looked up among the general
// ones. Keys with Ctrl, Alt or Meta belong to the browser.
import { isOpen } from "./dialog.js";

const isText = (node) => node.matches("input:not([type=checkbox]), textarea, select");

/// Keys that mean something on a button, a link or a box themselves.
const OWN = new Set(["Enter", " "]);

export function listenToKeys(general, keysOfView) {
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isOpen()) return;
        const target = event.target;
        if (isText(target)) {
            if (event.key !== "Escape" && event.key !== "Enter") return;
            if (event.key === "Escape" && !target.value) target.blur();
            if (!target.dataset.keys) return;
        } else if (OWN.has(event.key) && target.matches("button, a, input, summary")) return;
        const run = keysOfView()[event.key] || general[event.key];
        if (!run) return;
        event.preventDefault();
        run(event);
    });
}
