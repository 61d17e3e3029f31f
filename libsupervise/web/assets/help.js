// The keys, as they are told and as they are bound.
import { el } from "./dom.js";
import { show } from "./dialog.js";

const KEYS = [
    [
        "Programs",
        [
            ["/", "filter"],
            ["j k ↓ ↑", "next, previous"],
            ["x", "select"],
            ["a", "select all shown"],
            ["s", "start"],
            ["S", "stop"],
            ["r", "restart"],
            ["Enter", "details"],
            ["l L", "log of stdout, stderr"],
            ["c C", "fold the group, all groups"],
            ["!", "only what needs attention"],
            ["Esc", "clear selection, then filter"],
        ],
    ],
    [
        "Log",
        [
            ["f", "follow, or stop following"],
            ["w", "wrap lines"],
            ["/", "find"],
            ["n N", "next, previous match"],
            ["g G", "top, end"],
            ["e", "load earlier"],
            ["Esc", "back to the programs"],
        ],
    ],
    [
        "Anywhere",
        [
            ["?", "this"],
            ["m", "the daemon's own log"],
            ["u", "changes of the configuration"],
        ],
    ],
];

export function help() {
    return show("Keyboard", (close) => [
        el(
            "div",
            { class: "keys" },
            ...KEYS.map(([title, keys]) =>
                el(
                    "section",
                    {},
                    el("h3", {}, title),
                    el(
                        "dl",
                        {},
                        ...keys.flatMap(([names, text]) => [
                            el("dt", {}, ...names.split(" ").map((name) => el("kbd", {}, name))),
                            el("dd", {}, text),
                        ]),
                    ),
                ),
            ),
        ),
        el(
            "p",
            { class: "quiet" },
            "Keys for start, stop and restart are about the selected programs, or else about the one with the frame.",
        ),
        el(
            "div",
            { class: "choices" },
            el("button", { type: "button", class: "primary", autofocus: true, onclick: () => close(null) }, "Close"),
        ),
    ]);
}
