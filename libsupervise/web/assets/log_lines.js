// Lines out of bytes that come in pieces from both ends.

/// Longer lines are cut into several, so that one of a megabyte can be shown like others.
const LONGEST = 4000;

function split(text, out) {
    const cr = text.endsWith("\r") ? text.slice(0, -1) : text;
    // What a progress bar has written over is not shown.
    const line = cr.includes("\r") ? cr.slice(cr.lastIndexOf("\r") + 1) : cr;
    if (line.length <= LONGEST) out.push(line);
    else for (let at = 0; at < line.length; at += LONGEST) out.push(line.slice(at, at + LONGEST));
}

const NEWLINE = 10;

export class LineReader {
    constructor() {
        this.reset();
    }

    reset() {
        this.decoder = new TextDecoder();
        this.rest = ""; // the last line, as far as it has come
        this.head = new Uint8Array(0); // the first line, whose beginning has not been loaded
    }

    /// Lines that are complete now. `cut`: the bytes begin somewhere within a line.
    append(bytes, cut) {
        let from = 0;
        if (cut) {
            from = bytes.indexOf(NEWLINE) + 1;
            this.head = bytes.slice(0, from);
        }
        const texts = (this.rest + this.decoder.decode(bytes.subarray(from), { stream: true })).split("\n");
        this.rest = texts.pop();
        const lines = [];
        for (const text of texts) split(text, lines);
        return lines;
    }

    /// The last line while it is not complete.
    unfinished() {
        const lines = [];
        if (this.rest) split(this.rest, lines);
        return lines;
    }

    /// Lines that stand before all others. `cut` as above.
    prepend(bytes, cut) {
        const from = cut ? bytes.indexOf(NEWLINE) + 1 : 0;
        const whole = new Uint8Array(bytes.length - from + this.head.length);
        whole.set(bytes.subarray(from));
        whole.set(this.head, bytes.length - from);
        this.head = bytes.slice(0, from);
        const texts = new TextDecoder().decode(whole).split("\n");
        if (texts[texts.length - 1] === "") texts.pop();
        const lines = [];
        for (const text of texts) split(text, lines);
        return lines;
    }
}
