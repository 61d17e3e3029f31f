// The list of programs: what needs attention on top, then group by group; or all in the order of a column.
import { arrange, el, oncePerFrame } from "./dom.js";
import { orderTrouble } from "./filter.js";
import { GroupHead, heading } from "./group_head.js";
import { Row } from "./row.js";
import { TableHead } from "./table_head.js";

export class Table {
    constructor(store, filter, actions, selection) {
        Object.assign(this, { store, filter, actions, selection });
        this.rows = new Map();
        this.heads = new Map();
        this.folded = new Set();
        this.shown = []; // rows, from top to bottom
        this.cursor = null; // key of the row the keyboard is at
        this.troubleHead = heading("alarm", "Needs attention");
        this.restHead = heading("rest", "Programs");
        this.build();
        this.layOutSoon = oncePerFrame(() => this.layOut());
        this.watcher = new IntersectionObserver(
            (seen) => {
                for (const { target, isIntersecting } of seen) isIntersecting ? target.row.show() : target.row.hide();
            },
            { rootMargin: "400px 0px" },
        );
        filter.changed = this.layOutSoon;
        store.on("structure", this.layOutSoon);
        store.on("entry", (entry) => this.rows.get(entry.key)?.update());
        store.on("usage", () => this.usageChanged());
        selection.on(() => this.selectionChanged());
        setInterval(
            () =>
                document.hidden || document.body.classList.contains("stale") || this.shown.forEach((row) => row.tick()),
            1000,
        );
    }

    build() {
        this.head = new TableHead(this.filter);
        this.body = el("div", { class: "rows", role: "rowgroup" });
        this.empty = el("p", { class: "empty", hidden: true });
        this.node = el(
            "div",
            {},
            el(
                "div",
                { class: "table", role: "table", "aria-label": "Programs" },
                el("div", { role: "rowgroup" }, this.head.node),
                this.body,
            ),
            this.empty,
        );
        this.body.addEventListener("pointerenter", () => (this.pointed = true));
        this.body.addEventListener("pointerleave", () => (this.pointed = false));
        this.body.addEventListener("focusin", (event) => {
            const row = event.target.closest(".row");
            if (row) this.setCursor(row.row, false);
        });
    }

    row(entry) {
        let row = this.rows.get(entry.key);
        if (row && row.entry !== entry) {
            row.node.remove();
            row = null;
        }
        if (!row) {
            row = new Row(
                entry,
                this.store,
                (action, key) => this.actions.act(action, [key]),
                (of, on, far) => this.select(of, on, far),
            );
            row.select(this.selection.has(entry.key));
            this.rows.set(entry.key, row);
            this.watcher.observe(row.node);
        }
        return row;
    }

    /// Rows do not move under the pointer because of numbers that change all the time.
    usageChanged() {
        for (const row of this.shown) row.updateUsage();
        if (this.filter.byUsage() && !this.pointed) this.layOutSoon();
    }

    layOut() {
        this.forgetRemoved();
        const now = this.store.now();
        const all = [...this.store.entries.values()];
        const entries = this.filter.order(all.filter((entry) => this.filter.shows(entry, now)));
        const nodes = [];
        this.shown = [];
        const put = (list, inGroup) => {
            for (const entry of list) {
                const row = this.row(entry);
                row.place(inGroup);
                this.shown.push(row);
                nodes.push(row.node);
            }
        };
        if (this.filter.column) put(entries, false);
        else this.layOutGroups(all, entries, nodes, put);
        arrange(this.body, nodes);
        this.head.showOrder();
        this.empty.hidden = entries.length > 0;
        this.empty.textContent = !this.store.daemon
            ? ""
            : all.length
              ? "No program matches."
              : "No programs to manage.";
        this.node.firstChild.hidden = entries.length === 0;
        this.setCursor(this.rows.get(this.cursor) || this.shown[0], false);
    }

    layOutGroups(all, entries, nodes, put) {
        const trouble = orderTrouble(entries.filter((entry) => entry.trouble));
        if (trouble.length) {
            nodes.push(this.troubleHead);
            put(trouble, false);
        }
        const rest = entries.filter((entry) => !entry.trouble);
        const members = new Map();
        for (const entry of all) {
            const group = entry.process.group;
            members.has(group) ? members.get(group).push(entry) : members.set(group, [entry]);
        }
        const alone = rest.filter((entry) => members.get(entry.process.group).length === 1);
        if (trouble.length && alone.length) nodes.push(this.restHead);
        put(alone, false);
        for (const [group, whole] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
            if (whole.length === 1) continue;
            const here = rest.filter((entry) => entry.process.group === group);
            if (!here.length) continue;
            const head = this.groupHead(group);
            const folded = this.folded.has(group);
            head.update(
                whole,
                folded,
                whole.filter((entry) => entry.trouble).length,
                whole.filter((entry) => this.selection.has(entry.key)).length,
            );
            nodes.push(head.node);
            if (!folded) put(here, true);
        }
    }

    groupHead(group) {
        if (!this.heads.has(group))
            this.heads.set(
                group,
                new GroupHead(group, {
                    fold: (name) => this.fold(name),
                    act: (action, names, whom) => this.actions.act(action, names, whom),
                    select: (name, on) =>
                        this.selection.set(
                            [...this.store.entries.values()].filter((e) => e.process.group === name).map((e) => e.key),
                            on,
                        ),
                }),
            );
        return this.heads.get(group);
    }

    /// `far`: with all between it and the one before.
    select(row, on, far) {
        const keys = this.shown.map((one) => one.entry.key);
        const here = keys.indexOf(row.entry.key);
        const before = far ? keys.indexOf(this.selectedLast) : -1;
        this.selectedLast = row.entry.key;
        this.selection.set(
            before < 0 ? [row.entry.key] : keys.slice(Math.min(here, before), Math.max(here, before) + 1),
            on,
        );
    }

    fold(group) {
        this.folded.has(group) ? this.folded.delete(group) : this.folded.add(group);
        this.layOut();
    }

    foldCursor() {
        const row = this.rows.get(this.cursor);
        if (row && this.heads.has(row.entry.process.group)) this.fold(row.entry.process.group);
    }

    /// All groups, or none when all are folded.
    foldAll() {
        const groups = [...this.heads.keys()];
        const all = groups.every((group) => this.folded.has(group));
        for (const group of groups) all ? this.folded.delete(group) : this.folded.add(group);
        this.layOut();
    }

    forgetRemoved() {
        for (const [key, row] of this.rows) {
            if (this.store.get(key)) continue;
            this.watcher.unobserve(row.node);
            row.node.remove();
            this.rows.delete(key);
            this.selection.set([key], false);
        }
    }

    selectionChanged() {
        for (const [key, row] of this.rows)
            if (Boolean(row.selected) !== this.selection.has(key)) row.select(this.selection.has(key));
        this.layOutSoon();
    }

    setCursor(row, focus) {
        const before = this.rows.get(this.cursor);
        if (before && before !== row) before.setReachable(false);
        this.cursor = row ? row.entry.key : null;
        if (!row) return;
        if (before !== row || !row.reachable) row.setReachable(true);
        if (!focus) return;
        row.node.focus({ preventScroll: true });
        row.node.scrollIntoView({ block: "nearest" });
    }

    /// Moves the keyboard's row by `step`; the first time to where it is.
    move(step) {
        if (!this.shown.length) return;
        const at = this.shown.findIndex((row) => row.entry.key === this.cursor);
        const inside = this.body.contains(document.activeElement);
        const to =
            at < 0
                ? 0
                : inside || !Number.isFinite(step)
                  ? Math.max(0, Math.min(this.shown.length - 1, at + step))
                  : at;
        this.setCursor(this.shown[to], true);
    }
}
