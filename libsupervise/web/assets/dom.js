// Making and changing elements. Whatever comes from elsewhere becomes text, never markup.

/// An element with `attributes` (null and false are left out; functions are listeners: `onclick`) and `children`, of
/// which those that are no nodes become text.
export function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
        if (typeof value === "function") node.addEventListener(name.slice(2), value);
        else if (value === true) node.setAttribute(name, "");
        else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/// Around what may be wider than the window. It can be reached with Tab, and then be moved with the arrow keys.
export const scrolling = (label, ...children) =>
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, ...children);

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children);
    return node;
}

export const byId = (id) => document.getElementById(id);

/// Touches the document only when something changes: a thousand rows are looked at, few change.
export function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name) {
    if (node.className !== name) node.className = name;
}

/// Makes `nodes` the children of `parent` and moves as few as possible, so that focus and scrolling stay.
export function arrange(parent, nodes) {
    const wanted = new Set(nodes);
    for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
    let at = parent.firstChild;
    for (const node of nodes) {
        if (node === at) at = at.nextSibling;
        else parent.insertBefore(node, at);
    }
}

/// Runs `work` once before the next picture, however often it is asked for; at once where no picture is made.
export function oncePerFrame(work) {
    let due = false;
    return () => {
        if (due) return;
        due = true;
        const run = () => {
            due = false;
            work();
        };
        if (document.hidden) setTimeout(run, 250);
        else requestAnimationFrame(run);
    };
}
