#!/usr/bin/env python3
"""Draws figures as SVG, for light and dark pages, from what table.py and scale.py have saved.

usage: draw.py [FOLDER]        doc/figures by default: table.json -> table.svg, scale.json -> scale.svg
"""
import json
import math
import pathlib
import sys
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent

STYLE = """\
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
.small { font-size: 11px; fill: #59636e; }
.title { font-size: 15px; font-weight: 600; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.limit { stroke: #1f2328; stroke-width: 1.5; }
.ours { fill: #0969da; } .theirs { fill: #afb8c1; }
.ours-line { stroke: #0969da; } .theirs-line { stroke: #8c959f; }
.ours-line, .theirs-line { fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .small { fill: #9198a1; }
  .grid { stroke: #30363d; } .limit { stroke: #e6edf3; }
  .ours { fill: #4493f8; } .theirs { fill: #59636e; }
  .ours-line { stroke: #4493f8; } .theirs-line { stroke: #848d97; }
}
"""

SIDES = (("ours", "Supervise"), ("theirs", "Supervisor 4.2.5"))


class Drawing:
    def __init__(self, width, height, description):
        self.parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" role="img" aria-label="%s">'
                      % (width, height, width, escape(description, {'"': "&quot;"})), "<style>\n%s</style>" % STYLE]

    def text(self, x, y, text, kind="", anchor="start"):
        self.parts.append('<text x="%.1f" y="%.1f" class="%s" text-anchor="%s">%s</text>' % (x, y, kind, anchor, escape(text)))

    def line(self, x1, y1, x2, y2, kind):
        self.parts.append('<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="%s"/>' % (x1, y1, x2, y2, kind))

    def box(self, x, y, width, height, kind):
        self.parts.append('<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="2" class="%s"/>' % (x, y, width, height, kind))

    def path(self, points, kind):
        self.parts.append('<polyline points="%s" class="%s"/>' % (" ".join("%.1f,%.1f" % p for p in points), kind))
        for x, y in points:
            self.parts.append('<circle cx="%.1f" cy="%.1f" r="3" class="%s"/>' % (x, y, kind.removesuffix("-line")))

    def legend(self, x, y):
        for side, name in SIDES:
            self.box(x, y - 10, 12, 12, side)
            self.text(x + 18, y, name)
            x += 30 + 8 * len(name)

    def save(self, path):
        path.write_text("\n".join(self.parts + ["</svg>"]) + "\n")


def number(value):
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return format(value, ",.%df" % digits)


def draw_table(saved, path):
    """Bars from the line of the bare limit, to the right for what takes longer, on a logarithmic scale."""
    rows = [line for line in saved["lines"] if line["ours_times"]]
    left, right, top, step = 300, 770, 84, 40
    all_times = [line[side + "_times"] for line in rows for side, _ in SIDES if line[side + "_times"]]
    low = math.floor(math.log10(min(all_times + [1])) * 2) / 2
    high = math.ceil(math.log10(max(all_times + [10])) * 2) / 2

    def at(value):
        return left + (math.log10(value) - low) / (high - low) * (right - left)

    bottom = top + step * len(rows)
    drawing = Drawing(940, bottom + 40, "How many times the bare limit Supervise and Supervisor take")
    drawing.text(16, 26, "How many times the bare limit it takes; shorter is better", "title")
    drawing.legend(16, 52)
    for power in range(math.ceil(low), math.floor(high) + 1):
        drawing.line(at(10 ** power), top - 8, at(10 ** power), bottom, "limit" if power == 0 else "grid")
        drawing.text(at(10 ** power), top - 14, "limit" if power == 0 else "%g ×" % 10 ** power, "small", "middle")
    for index, line in enumerate(rows):
        y = top + index * step
        drawing.text(left - 12, y + 13, line["text"].removeprefix("... "), "", "end")
        drawing.text(left - 12, y + 27, "against " + line["limit"], "small", "end")
        for offset, (side, _) in zip((2, 17), SIDES):
            value = line[side + "_times"]
            if not value:
                continue
            begin, end = sorted((at(1), at(value)))
            drawing.box(begin, y + offset, max(end - begin, 2), 12, side)
            drawing.text(max(end, at(1)) + 6, y + offset + 10, "%s ×, %s %s" % (
                number(value), number(line[side]), line["unit"]), "small")
    drawing.text(16, bottom + 24, saved["machine"] + "; medians of one run, each taken on all in turn", "small")
    drawing.save(path)


def draw_scale(saved, path):
    """A panel for each figure, against the number of programs."""
    panels = saved["panels"]
    width, height, columns = 280, 210, 3
    drawing = Drawing(20 + width * columns, 70 + height * math.ceil(len(panels) / columns),
                      "What programs cost against their number")
    drawing.text(16, 26, "What programs cost, against their number", "title")
    drawing.legend(16, 52)
    for index, panel in enumerate(panels):
        left, top = 62 + index % columns * width, 100 + index // columns * height
        across, down = width - 76, height - 84
        most = max(value for side, _ in SIDES for _, value in panel.get(side, ())) or 1
        last = max(count for side, _ in SIDES for count, _ in panel.get(side, ()))
        drawing.text(left - 46, top - 14, panel["text"])
        for share in (0, 0.5, 1):
            y = top + down * (1 - share)
            drawing.line(left, y, left + across, y, "grid")
            drawing.text(left - 6, y + 4, number(most * share) if share else "0", "small", "end")
        for count in sorted({count for count, _ in panel["ours"]}):
            if count >= last / 5:
                drawing.text(left + across * count / last, top + down + 16, format(count, ","), "small", "middle")
        for side, _ in SIDES:
            if panel.get(side):
                drawing.path([(left + across * count / last, top + down * (1 - value / most))
                              for count, value in panel[side]], side + "-line")
    drawing.save(path)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "doc" / "figures"
    for name, draw in (("table", draw_table), ("scale", draw_scale)):
        saved = folder / (name + ".json")
        if saved.exists():
            draw(json.loads(saved.read_text()), folder / (name + ".svg"))
            print(folder / (name + ".svg"))


if __name__ == "__main__":
    main()
