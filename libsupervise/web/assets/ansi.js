// Colours of terminal output. Escape sequences become styles of spans; whatever else they ask for is left out, and other
// control characters are shown as pictures. Output is data: all of it is put in as text.

const PLAIN = {
    fg: null,
    bg: null,
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
    strike: false,
};

// CSI ... final; OSC ... BEL or ST; other two-character escapes.
const ESCAPE =
    /\x1b(?:\[([0-9:;<=>?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[ -/]*[0-~])|[\x00-\x08\x0b-\x1f\x7f]/g;

export const hasEscapes = (text) => /[\x00-\x08\x0b-\x1f\x7f]/.test(text);

const LEVELS = [0, 95, 135, 175, 215, 255];

/// One of the 256 colours: a class for the first sixteen, which follow the page's scheme, else a CSS colour.
function indexed(n) {
    if (!(n >= 0 && n <= 255)) return null;
    if (n < 16) return n;
    if (n >= 232)
        return (
            "rgb(" +
            Array(3)
                .fill(8 + (n - 232) * 10)
                .join(" ") +
            ")"
        );
    const c = n - 16;
    return "rgb(" + [LEVELS[Math.floor(c / 36)], LEVELS[Math.floor(c / 6) % 6], LEVELS[c % 6]].join(" ") + ")";
}

/// The colour that begins behind `codes[i]`, which is 38 or 48, and where it ends.
function extended(codes, i) {
    if (codes[i + 1] === 5) return [indexed(codes[i + 2]), i + 2];
    if (codes[i + 1] === 2)
        return [
            "rgb(" +
                codes
                    .slice(i + 2, i + 5)
                    .map((v) => Math.min(255, v || 0))
                    .join(" ") +
                ")",
            i + 4,
        ];
    return [null, i + 1];
}

const FLAGS = {
    1: ["bold", true],
    2: ["dim", true],
    3: ["italic", true],
    4: ["underline", true],
    7: ["inverse", true],
    9: ["strike", true],
    23: ["italic", false],
    24: ["underline", false],
    27: ["inverse", false],
    29: ["strike", false],
};

function applied(style, parameters) {
    let next = { ...style };
    const codes = parameters.split(/[;:]/).map(Number);
    for (let i = 0; i < codes.length; i++) {
        const code = codes[i];
        if (code === 0) next = { ...PLAIN };
        else if (code === 22) next.bold = next.dim = false;
        else if (FLAGS[code]) next[FLAGS[code][0]] = FLAGS[code][1];
        else if (code >= 30 && code <= 37) next.fg = code - 30;
        else if (code >= 90 && code <= 97) next.fg = code - 82;
        else if (code >= 40 && code <= 47) next.bg = code - 40;
        else if (code >= 100 && code <= 107) next.bg = code - 92;
        else if (code === 39) next.fg = null;
        else if (code === 49) next.bg = null;
        else if (code === 38) [next.fg, i] = extended(codes, i);
        else if (code === 48) [next.bg, i] = extended(codes, i);
    }
    return next;
}

const isPlain = (style) => Object.keys(PLAIN).every((key) => style[key] === PLAIN[key]);

/// Cuts `line` into [{text, style}], beginning with `style` (null: plain). `end` is the style that goes on behind it.
export function parse(line, style = null) {
    const pieces = [];
    let now = style || PLAIN;
    let at = 0;
    const add = (text) => text && pieces.push({ text, style: isPlain(now) ? null : now });
    for (const found of line.matchAll(ESCAPE)) {
        add(line.slice(at, found.index));
        at = found.index + found[0].length;
        if (found[2] === "m" && !/[<=>?]/.test(found[1])) now = applied(now, found[1] || "0");
        else if (found[0].length === 1)
            add(String.fromCharCode(found[0] === "\x7f" ? 0x2421 : 0x2400 + found[0].charCodeAt(0)));
    }
    add(line.slice(at));
    return { pieces, end: isPlain(now) ? null : now };
}

/// What one reads of a line, without its colours.
export const plainText = (line) =>
    hasEscapes(line)
        ? parse(line)
              .pieces.map((piece) => piece.text)
              .join("")
        : line;

/// Gives `node` the looks of `style`.
export function dress(node, style) {
    const [fg, bg] = style.inverse ? [style.bg ?? "back", style.fg ?? "front"] : [style.fg, style.bg];
    const classes = ["bold", "dim", "italic", "underline", "strike"].filter((flag) => style[flag]);
    if (typeof fg === "string" && fg.startsWith("rgb")) node.style.color = fg;
    else if (fg !== null) classes.push("fg-" + fg);
    if (typeof bg === "string" && bg.startsWith("rgb")) node.style.backgroundColor = bg;
    else if (bg !== null) classes.push("bg-" + bg);
    node.className = classes.join(" ");
}
