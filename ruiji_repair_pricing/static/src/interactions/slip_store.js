import {browser} from "@web/core/browser/browser";

// Forms of other addons keep theirs beside it, each kind under a name of its own.
const SLIP = "ruiji_slip";
const KEPT = /^ruiji_(slip|draft_\w+):/;
// On a machine that several people use, nothing typed stays longer.
const HOURS_KEPT = 12;

function keys() {
    return Object.keys(browser.localStorage).filter((key) => KEPT.test(key));
}

function read(key) {
    try {
        return JSON.parse(browser.localStorage.getItem(key));
    } catch {
        return null;
    }
}

/**
 * What was typed of a slip or another form and has not reached the server: by user and by page, only
 * until it is saved, and gone when the user signs out.
 */
export class SlipStore {
    /**
     * @param {String} user
     * @param {String} kind "ruiji_slip", or "ruiji_draft_" and a name
     */
    constructor(user, kind = SLIP) {
        this.user = String(user);
        this.prefix = `${kind}:${user}:`;
    }

    keep(token, base, values) {
        const entry = JSON.stringify({at: Date.now(), base, values});
        try {
            browser.localStorage.setItem(this.prefix + token, entry);
        } catch {
            // A full or forbidden storage: the server keeps it still.
        }
    }

    drop(token) {
        browser.localStorage.removeItem(this.prefix + token);
    }

    /** The user's own entries that are not too old; all others are removed. */
    entries() {
        const oldest = Date.now() - HOURS_KEPT * 3600 * 1000;
        const own = [];
        for (const key of keys()) {
            const entry = read(key);
            if (key.split(":")[1] !== this.user || !(entry?.at > oldest)) {
                browser.localStorage.removeItem(key);
            } else if (key.startsWith(this.prefix)) {
                own.push({...entry, token: key.slice(this.prefix.length)});
            }
        }
        return own.sort((one, other) => other.at - one.at);
    }

    static clear() {
        for (const key of keys()) {
            browser.localStorage.removeItem(key);
        }
    }
}
