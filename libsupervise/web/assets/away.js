// Says whether what is shown is what is: live, or as it was when the daemon was last heard of.
import { byId, el, setText } from "./dom.js";
import { clock } from "./format.js";

export class Away {
    constructor(store) {
        this.store = store;
        this.was = "";
        this.heard = 0;
        store.on("daemon", () => {
            this.heard = Date.now() / 1000;
            this.daemonChanged();
        });
    }

    /// `again`: tries to connect at once.
    tell(state, why, retries, again) {
        const lost = state === "away";
        setText(byId("link"), { live: "live", away: "not connected", paused: "paused" }[state]);
        byId("link").className = "link " + state;
        document.body.classList.toggle("stale", state !== "live");
        const banner = byId("away");
        if (lost && this.was !== why) {
            const seen = this.heard ? " What you see is of " + clock(this.heard) + "." : "";
            banner.replaceChildren(
                el("strong", {}, why.replace(/[.]?$/, ".")),
                seen + (retries ? " Trying again by itself. " : " "),
                el("button", { type: "button", onclick: again }, "Try now"),
            );
        }
        this.was = lost ? why : "";
        banner.hidden = !lost;
    }

    /// A daemon that ends says so before the connection does.
    daemonChanged() {
        const state = this.store.daemon.statename;
        if (state === "RUNNING") return;
        setText(byId("link"), state === "RESTARTING" ? "daemon is restarting" : "daemon is shutting down");
        byId("link").className = "link away";
    }
}
