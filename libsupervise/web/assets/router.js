// Which view is shown, from what stands behind `#` in the address: #/, #/log/NAME/stderr, #/program/NAME, #/mainlog,
// #/changes.

export const address = (view, ...words) => "#/" + [view, ...words.map(encodeURIComponent)].join("/");

function decode(word) {
    try {
        return decodeURIComponent(word);
    } catch {
        return word;
    }
}

function current() {
    const [view, ...words] = location.hash.replace(/^#\/?/, "").split("/");
    return { view: view || "list", words: words.map(decode) };
}

/// `show(view, words)` now and after each change.
export function route(show) {
    const go = () => {
        const { view, words } = current();
        show(view, words);
    };
    window.addEventListener("hashchange", go);
    go();
}
