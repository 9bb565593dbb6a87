import {browser} from "@web/core/browser/browser";

const PREFIX = "ruiji_slip:";
// On a machine that several people use, nothing typed stays longer.
const HOURS_KEPT = 12;

function keys() {
    return Object.keys(browser.localStorage).filter((key) => key.startsWith(PREFIX));
}

function read(key) {
    try {
        return JSON.parse(browser.localStorage.getItem(key));
    } catch {
        return null;
    }
}

/**
 * What was typed of a slip and has not reached the server: by user and by page, only
 * until it is saved, and gone when the user signs out.
 */
export class SlipStore {
    constructor(user) {
        this.prefix = `${PREFIX}${user}:`;
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
            if (key.startsWith(this.prefix) && entry?.at > oldest) {
                own.push({...entry, token: key.slice(this.prefix.length)});
            } else {
                browser.localStorage.removeItem(key);
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
