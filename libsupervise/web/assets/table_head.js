// The names of the columns, each a button that sorts by it.
import { el } from "./dom.js";
import { COLUMNS } from "./filter.js";

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
            el("span", { class: "cell box", role: "columnheader", "aria-label": "Selected" }),
            ...this.cells,
            el("span", { class: "cell acts", role: "columnheader", "aria-label": "Actions" }),
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
