// A line that shows how a value has gone lately.
import { svg } from "./dom.js";

const WIDTH = 60;
const HEIGHT = 16;

export class Spark {
    /// `least`: the top of the picture means at least this much, so that next to nothing looks like it.
    constructor(label, least, width = WIDTH, height = HEIGHT) {
        this.least = least;
        this.width = width;
        this.height = height;
        this.line = svg("path", { class: "spark-line", "vector-effect": "non-scaling-stroke" });
        this.area = svg("path", { class: "spark-area" });
        this.node = svg(
            "svg",
            {
                class: "spark",
                viewBox: "0 0 " + width + " " + height,
                preserveAspectRatio: "none",
                role: "img",
                "aria-label": label,
            },
            this.area,
            this.line,
        );
    }

    draw(values) {
        if (values.length < 2) {
            this.line.setAttribute("d", "");
            this.area.setAttribute("d", "");
            return;
        }
        const top = Math.max(this.least, ...values);
        const step = this.width / 59;
        const left = this.width - (values.length - 1) * step;
        const points = values.map(
            (value, i) =>
                (left + i * step).toFixed(1) + " " + (this.height - 1 - ((this.height - 2) * value) / top).toFixed(1),
        );
        const d = "M" + points.join("L");
        this.line.setAttribute("d", d);
        this.area.setAttribute("d", d + "V" + this.height + "H" + left.toFixed(1) + "z");
    }
}
