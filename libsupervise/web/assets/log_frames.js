// Pieces of a log that say how far in the file they go: "OFFSET COUNT\n" and COUNT bytes, one behind the other.

const NEWLINE = 10;

export class Frames {
    constructor() {
        this.rest = new Uint8Array(0); // what is not complete
    }

    /// The pieces that are complete with these bytes, as { bytes, end }.
    take(bytes) {
        const all = new Uint8Array(this.rest.length + bytes.length);
        all.set(this.rest);
        all.set(bytes, this.rest.length);
        const pieces = [];
        let at = 0;
        for (;;) {
            const from = all.indexOf(NEWLINE, at) + 1;
            const [end, count] = new TextDecoder().decode(all.subarray(at, from)).split(" ").map(Number);
            if (from === 0 || from + count > all.length) break;
            at = from + count;
            pieces.push({ bytes: all.slice(from, at), end });
        }
        this.rest = all.slice(at);
        return pieces;
    }
}
