// Finds text in the lines that have been loaded, marks it, and goes from one to the next.

/// Marks every `query` in the text nodes of `node`. Both in lower case when compared.
function mark(node, query) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (let text of texts) {
    for (;;) {
      const at = text.data.toLowerCase().indexOf(query);
      if (at < 0 || text.data.length !== text.data.toLowerCase().length) break;
      const found = text.splitText(at);
      text = found.splitText(query.length);
      const box = document.createElement("mark");
      found.replaceWith(box);
      box.append(found);
    }
  }
}

export class Find {
  constructor(text) {
    this.text = text;
    this.query = "";
    this.hits = [];  // {block, index}
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
      if (this.text.plain(block, found.lines).toLowerCase().includes(this.query)) found.hits.push({ block, index: found.lines });
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
    return this.hits.length ? (this.at + 1).toLocaleString("en") + " of " + this.hits.length.toLocaleString("en") + (this.hits.length === 1 ? " line" : " lines") : "not found";
  }
}
