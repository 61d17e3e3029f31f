// The pictures, drawn with the current colour. States differ in shape, not only in colour.
import { svg } from "./dom.js";

const line = (d) => [
    "path",
    {
        d,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.7,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
];
const full = (d) => ["path", { d, fill: "currentColor" }];

const shapes = {
    running: [["circle", { cx: 8, cy: 8, r: 5, fill: "currentColor" }]],
    starting: [
        [
            "circle",
            {
                cx: 8,
                cy: 8,
                r: 5,
                fill: "none",
                stroke: "currentColor",
                "stroke-width": 2,
                "stroke-dasharray": "3 2.2",
            },
        ],
    ],
    backoff: [full("M8 1.5 15 14H1z")],
    fatal: [
        ["path", { d: "M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5z", fill: "currentColor" }],
        [
            "path",
            { d: "M5.5 5.5l5 5m0-5l-5 5", stroke: "var(--surface)", "stroke-width": 2, "stroke-linecap": "round" },
        ],
    ],
    stopping: [line("M3.5 3.5h9v9h-9z"), full("M6 6h4v4H6z")],
    stopped: [line("M4 4h8v8H4z")],
    exited: [line("M3 8.5l3.2 3.2L13 5")],
    unknown: [line("M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10"), full("M7 12h2v2H7z")],
    start: [full("M4.5 2.800v10.400L13 8z")],
    stop: [full("M4 4h8v8H4z")],
    restart: [line("M12.8 8a4.8 4.8 0 1 1-1.4-3.400L13 6.200M13 2.800v3.400H9.6")],
    log: [line("M3 4h10M3 8h10M3 12h6")],
    more: [
        full(
            "M8 2.500a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.800zm0 4.100a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.800zm0 4.100a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.800z",
        ),
    ],
    open: [line("M6 3.500L10.5 8 6 12.5")],
    close: [line("M4 4l8 8m0-8l-8 8")],
    up: [line("M3.5 10L8 5.500l4.5 4.5")],
    down: [line("M3.5 6L8 10.5 12.5 6")],
    back: [line("M10 3.500L5.5 8l4.5 4.5")],
    search: [
        ["circle", { cx: 7, cy: 7, r: 4, fill: "none", stroke: "currentColor", "stroke-width": 1.7 }],
        line("M10.2 10.200L13.5 13.5"),
    ],
};

/// Decoration beside words or inside a labelled button.
export function icon(name) {
    return svg(
        "svg",
        { class: "icon icon-" + name, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
        ...shapes[name].map(([tag, attributes]) => svg(tag, attributes)),
    );
}
