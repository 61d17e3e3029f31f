// Finds text in the lines that have been loaded, marks it, and goes from one to the next.

/// Where `query` begins in `text`, both in lower case.
function places(text, query) {
    const found = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) found.push(at);
    return found;
}

/// Marks every `query` in the text of `node`, also where it goes over several colours.
function mark(node, query) {
    const text = node.textContent.toLowerCase();
    const found = text.length === node.textContent.length ? places(text, query) : [];
    if (!found.length) return;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) pieces.push(walker.currentNode);
    let begin = 0;
    for (let piece of pieces) {
        const end = begin + piece.length;
        for (const at of found) {
            const from = Math.max(at, begin);
            const to = Math.min(at + query.length, end);
            if (from >= to) continue;
            const hit = piece.splitText(from - (end - piece.length));
            piece = hit.splitText(to - from);
            const box = document.createElement("mark");
            hit.replaceWith(box);
            box.append(hit);
        }
        begin = end;
    }
}

export class Find {
    constructor(text) {
        this.text = text;
        this.query = "";
        this.hits = []; // {block, index}
        this.at = -1;
    }

    /// Looks through everything anew; begins at the last match, since logs are read from their end.
    search(query) {
        this.query = query.toLowerCase();
        this.collect();
        this.at = this.hits.length - 1;
        this.text.redraw();
        this.go();
    }

    /// What a block has of it; only lines that were not there before are looked at.
    scan(block) {
        if (!block.found || block.found.query !== this.query) block.found = { query: this.query, lines: 0, hits: [] };
        const { found } = block;
        for (; found.lines < block.lines.length; found.lines++)
            if (this.text.plain(block, found.lines).toLowerCase().includes(this.query))
                found.hits.push({ block, index: found.lines });
        return found.hits;
    }

    collect() {
        this.hits = this.query ? this.text.blocks.flatMap((block) => this.scan(block)) : [];
    }

    /// More lines have come, before or behind. The match one is at stays.
    refresh() {
        if (!this.query) return;
        const here = this.hits[this.at];
        this.collect();
        this.at = here ? this.hits.indexOf(here) : this.hits.length - 1;
    }

    step(by) {
        if (!this.hits.length) return;
        this.at = (this.at + by + this.hits.length) % this.hits.length;
        this.go();
    }

    go() {
        for (const node of this.text.node.querySelectorAll(".line.here")) node.classList.remove("here");
        const hit = this.hits[this.at];
        if (!hit) return;
        const node = this.text.nodeOf(hit.block, hit.index);
        node.classList.add("here");
        node.scrollIntoView({ block: "center" });
    }

    decorate(block, index, node) {
        if (!this.query) return;
        mark(node, this.query);
        const hit = this.hits[this.at];
        if (hit && hit.block === block && hit.index === index) node.classList.add("here");
    }

    tell() {
        if (!this.query) return "";
        return this.hits.length
            ? (this.at + 1).toLocaleString("en") +
                  " of " +
                  this.hits.length.toLocaleString("en") +
                  (this.hits.length === 1 ? " line" : " lines")
            : "not found";
    }
}
