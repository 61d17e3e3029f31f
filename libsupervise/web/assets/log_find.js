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
    this.hits = [];
    if (this.query) for (const block of this.text.blocks) this.scan(block, 0);
    this.at = this.hits.length - 1;
    this.text.redraw();
    this.go();
  }

  scan(block, from) {
    for (let i = from; i < block.lines.length; i++)
      if (this.text.plain(block, i).toLowerCase().includes(this.query)) this.hits.push({ block, index: i });
  }

  /// More lines have come: those before, or behind. The match one is at stays.
  refresh() {
    if (!this.query) return;
    const here = this.hits[this.at];
    this.hits = [];
    for (const block of this.text.blocks) this.scan(block, 0);
    this.at = here ? this.hits.findIndex((hit) => hit.block === here.block && hit.index === here.index) : this.hits.length - 1;
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
