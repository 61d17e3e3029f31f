// Numbers and times as people read them.

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/// Three significant digits: 0 B, 812 KB, 1.42 GB.
export function bytes(count) {
    if (count === null || count === undefined) return "";
    let unit = 0;
    while (count >= 1000 && unit < UNITS.length - 1) {
        count /= 1024;
        unit += 1;
    }
    return (unit === 0 || count >= 100 ? Math.round(count) : count.toPrecision(3)) + " " + UNITS[unit];
}

export function percent(share) {
    if (share === null || share === undefined) return "";
    return (share >= 9.95 ? Math.round(share) : share.toFixed(1)) + " %";
}

/// The two largest parts: 42 s, 3 min 5 s, 2 h 10 min, 12 d 4 h.
export function duration(seconds) {
    const s = Math.max(0, Math.floor(seconds));
    if (s < 60) return s + " s";
    if (s < 3600) return Math.floor(s / 60) + " min " + (s % 60 ? (s % 60) + " s" : "");
    if (s < 86400) return Math.floor(s / 3600) + " h " + Math.floor((s % 3600) / 60) + " min";
    return Math.floor(s / 86400) + " d " + Math.floor((s % 86400) / 3600) + " h";
}

/// One part is enough for what is over: "3 min ago".
export function ago(seconds) {
    const s = Math.max(0, Math.floor(seconds));
    if (s < 5) return "just now";
    if (s < 60) return s + " s ago";
    if (s < 3600) return Math.floor(s / 60) + " min ago";
    if (s < 86400) return Math.floor(s / 3600) + " h ago";
    return Math.floor(s / 86400) + " d ago";
}

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "short", day: "numeric" });

/// The time of day, with the day when that is not today.
export function clock(unix) {
    const date = new Date(unix * 1000);
    const text = time.format(date);
    return date.toDateString() === new Date().toDateString() ? text : day.format(date) + " " + text;
}

export function plural(count, one, many = one + "s") {
    return count.toLocaleString("en") + " " + (count === 1 ? one : many);
}
