// The first view: overview, filter and list, with its keys.
import { byId } from "./dom.js";
import { Overview } from "./overview.js";
import { address } from "./router.js";
import { Selection, selectionBar } from "./selection.js";
import { Table } from "./table.js";

export class ListView {
    constructor(store, filter, actions) {
        this.store = store;
        this.selection = new Selection();
        this.overview = new Overview(store, filter, actions);
        this.table = new Table(store, filter, actions, this.selection);
        byId("programs").append(this.table.node);
        selectionBar(this.selection, actions);
        this.overview.input.dataset.keys = "yes";

        const here = () =>
            this.selection.keys.size ? [...this.selection.keys] : this.table.cursor ? [this.table.cursor] : [];
        const act = (action) => () => here().length && actions.act(action, here());
        const open =
            (view, ...words) =>
            () => {
                if (this.table.cursor) location.hash = address(view, this.table.cursor, ...words);
            };
        const move = (step) => () => this.table.move(step);
        this.keys = {
            "/": () => this.overview.input.select(),
            j: move(1),
            ArrowDown: move(1),
            k: move(-1),
            ArrowUp: move(-1),
            Home: move(-Infinity),
            End: move(Infinity),
            PageDown: move(15),
            PageUp: move(-15),
            x: () => this.toggle(),
            a: () =>
                this.selection.set(
                    this.table.shown.map((row) => row.entry.key),
                    true,
                ),
            s: act("start"),
            S: act("stop"),
            r: act("restart"),
            l: open("log"),
            L: open("log", "stderr"),
            Enter: (event) => (event.target === this.overview.input ? this.table.move(0) : open("program")()),
            c: () => this.table.foldCursor(),
            C: () => this.table.foldAll(),
            "!": () => this.overview.choose(filter.set.id === "trouble" ? "all" : "trouble"),
            Escape: () => this.escape(),
        };
    }

    toggle() {
        const key = this.table.cursor;
        if (key) this.selection.set([key], !this.selection.has(key));
    }

    escape() {
        if (this.selection.keys.size) this.selection.clear();
        else if (!this.overview.clear()) document.activeElement.blur();
    }

    /// Another role may do other things.
    refresh() {
        this.table.shown.forEach((row) => row.update());
        this.table.layOutSoon();
        this.overview.update();
    }

    opened() {
        this.table.layOutSoon();
        if (this.leftBefore) this.table.setCursor(this.table.rows.get(this.table.cursor), true);
        this.leftBefore = true;
    }
}
