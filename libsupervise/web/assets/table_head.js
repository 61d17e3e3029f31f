// The names of the columns, each a button that sorts by it.
import { el } from "./dom.js";
import { COLUMNS } from "./filter.js";

const unseen = (id, name) =>
    el("span", { class: "cell " + id, role: "columnheader" }, el("span", { class: "unseen" }, name));

export class TableHead {
    constructor(filter) {
        this.filter = filter;
        this.cells = Object.entries(COLUMNS).map(([id, column]) => {
            const button = el(
                "button",
                { type: "button", class: "plain", onclick: () => filter.sortBy(id) },
                column.label,
            );
            return el("span", { class: "cell " + id, role: "columnheader", "data-column": id }, button);
        });
        this.node = el(
            "div",
            { class: "row head", role: "row" },
            unseen("box", "Selected"),
            ...this.cells,
            unseen("acts", "Actions"),
        );
    }

    showOrder() {
        for (const cell of this.cells) {
            const here = cell.dataset.column === this.filter.column;
            if (here) cell.setAttribute("aria-sort", this.filter.up ? "ascending" : "descending");
            else cell.removeAttribute("aria-sort");
        }
    }
}
