// A long text in blocks of lines. Only blocks near the window have elements, others are empty boxes as high as they
// were: so hundreds of thousands of lines cost little, wrapped or not.
import { dress, hasEscapes, parse, plainText } from "./ansi.js";
import { el } from "./dom.js";

const BLOCK_LINES = 200;
/// What a tab keeps: older lines are dropped when new ones come.
const MOST_LINES = 300000;

class Block {
    constructor(lines, style) {
        this.lines = lines;
        this.styles = []; // of the beginning of each line; null: plain
        this.style = style; // of the end
        this.node = el("div", { class: "block" });
        this.node.block = this;
        this.near = false;
        this.drawn = 0;
        this.advance(0);
    }

    advance(from) {
        for (let i = from; i < this.lines.length; i++) {
            this.styles[i] = this.style;
            if (hasEscapes(this.lines[i])) this.style = parse(this.lines[i], this.style).end;
        }
    }

    /// Takes as many of `lines` as there is room for, and says how many.
    add(lines) {
        const from = this.lines.length;
        const count = Math.min(BLOCK_LINES - from, lines.length);
        this.lines.push(...lines.slice(0, count));
        this.advance(from);
        return count;
    }
}

export class LogText {
    /// `decorate(block, index, node)` is called for each line drawn.
    constructor(scroller, decorate) {
        this.node = el("div", { class: "log-lines" });
        this.tail = el("div", { class: "block" });
        this.node.append(this.tail);
        this.decorate = decorate;
        this.blocks = [];
        this.count = 0;
        this.tailText = "";
        this.lineHeight = 19;
        this.watcher = new IntersectionObserver(
            (seen) => {
                for (const { target, isIntersecting } of seen) {
                    target.block.near = isIntersecting;
                    isIntersecting ? this.draw(target.block) : this.blank(target.block);
                }
            },
            { root: scroller, rootMargin: "1500px 0px" },
        );
    }

    clear() {
        for (const block of this.blocks) this.watcher.unobserve(block.node);
        this.blocks = [];
        this.count = 0;
        this.tailText = "";
        this.tail.replaceChildren();
        this.node.replaceChildren(this.tail);
    }

    append(lines) {
        let at = 0;
        while (at < lines.length) {
            const last = this.blocks[this.blocks.length - 1];
            if (last && last.lines.length < BLOCK_LINES) {
                at += last.add(at ? lines.slice(at, at + BLOCK_LINES) : lines.slice(0, BLOCK_LINES));
                last.near ? this.draw(last) : this.blank(last);
            } else {
                const block = new Block(lines.slice(at, at + BLOCK_LINES), last ? last.style : null);
                at += block.lines.length;
                this.insert(block, this.blocks.length, this.tail);
            }
        }
        this.count += lines.length;
        return this.dropOldest();
    }

    prepend(lines) {
        const first = this.blocks[0] ? this.blocks[0].node : this.tail;
        let style = null;
        const blocks = [];
        for (let at = 0; at < lines.length; at += BLOCK_LINES) {
            blocks.push(new Block(lines.slice(at, at + BLOCK_LINES), style));
            style = blocks[blocks.length - 1].style;
        }
        this.blocks.unshift(...blocks);
        this.count += lines.length;
        for (const block of blocks) this.place(block, first);
    }

    /// There is no room for older lines.
    isFull() {
        return this.count >= MOST_LINES;
    }

    insert(block, index, before) {
        this.blocks.splice(index, 0, block);
        this.place(block, before);
    }

    place(block, before) {
        this.blank(block);
        this.node.insertBefore(block.node, before);
        this.watcher.observe(block.node);
    }

    /// How many lines went.
    dropOldest() {
        let dropped = 0;
        while (this.count > MOST_LINES) {
            const block = this.blocks.shift();
            this.watcher.unobserve(block.node);
            block.node.remove();
            this.count -= block.lines.length;
            dropped += block.lines.length;
        }
        return dropped;
    }

    /// Lines that are not complete yet, at the end.
    setTail(lines) {
        const text = lines.join("\n");
        if (text === this.tailText) return;
        this.tailText = text;
        const style = this.blocks.length ? this.blocks[this.blocks.length - 1].style : null;
        this.tail.replaceChildren(...lines.map((line) => this.lineNode(line, style)));
    }

    draw(block) {
        if (block.drawn > block.lines.length || !block.drawn) block.node.replaceChildren();
        const from = block.node.childElementCount;
        const nodes = [];
        for (let i = from; i < block.lines.length; i++) {
            const node = this.lineNode(block.lines[i], block.styles[i]);
            this.decorate(block, i, node);
            nodes.push(node);
        }
        block.node.append(...nodes);
        block.node.style.height = "";
        block.drawn = block.lines.length;
    }

    blank(block) {
        const height =
            block.drawn === block.lines.length && block.drawn
                ? block.node.offsetHeight
                : block.lines.length * this.lineHeight;
        if (height) block.node.style.height = height + "px";
        block.node.replaceChildren();
        block.drawn = 0;
    }

    redraw() {
        for (const block of this.blocks) {
            // A block that was jumped to has been drawn before it is known to be near.
            if (!block.near && !block.drawn) continue;
            block.drawn = 0;
            this.draw(block);
        }
    }

    /// The element of a line; drawn if need be.
    nodeOf(block, index) {
        if (!block.drawn) this.draw(block);
        return block.node.children[index];
    }

    lineNode(line, style) {
        const node = el("div", { class: "line" });
        if (!style && !hasEscapes(line)) node.textContent = line;
        else {
            for (const piece of parse(line, style).pieces) {
                if (!piece.style) node.append(piece.text);
                else {
                    const span = el("span", {}, piece.text);
                    dress(span, piece.style);
                    node.append(span);
                }
            }
        }
        return node;
    }

    plain(block, index) {
        return plainText(block.lines[index]);
    }
}
