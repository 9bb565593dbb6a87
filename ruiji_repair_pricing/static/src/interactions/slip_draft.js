import {LOST, SIGNED_OUT, ask, signInUrl} from "./server_trouble";
import {fillForm, formValues} from "./slip_rows";
import {SlipStore} from "./slip_store";
import {_t} from "@web/core/l10n/translation";

/** Keeps a form: on the device as it is typed, on the server as soon as it answers. */
export class SlipDraft {
    constructor(form) {
        this.form = form;
        this.store = new SlipStore(form.dataset.user);
        this.base = form.dataset.saved || "";
        // What came between the form and the server, if anything did
        this.trouble = "";
        this.isLeaving = false;
        this.said = "";
    }

    get token() {
        return this.form.elements.token.value;
    }

    /**
     * What was typed here and never reached the server.
     *
     * @returns {Object|undefined} an entry of the store
     */
    left() {
        const entries = this.store.entries();
        const own = entries.find(({token}) => token === this.token);
        return own || (this.base ? undefined : entries[0]);
    }

    /** Whether that can be shown without asking: nobody has saved anything since. */
    isNewest(entry) {
        return entry.token === this.token && entry.base === this.base;
    }

    bringBack(entry) {
        this.form.elements.token.value = entry.token;
        fillForm(this.form, entry.values);
    }

    keepHere() {
        if (!this.isLeaving) {
            this.store.keep(this.token, this.base, formValues(this.form));
        }
    }

    /**
     * Keep the form on the server.
     *
     * @returns {Promise<Boolean>} whether it is kept there
     */
    async save() {
        this.keepHere();
        const values = formValues(this.form);
        const asked = {token: this.token, values};
        const wasSignedOut = this.trouble === SIGNED_OUT;
        const {answer, trouble} = await ask("/my/repair-slips/draft", asked);
        this.trouble = trouble || "";
        if (trouble) {
            return false;
        }
        const isKept = this.take(answer, values);
        if (isKept && wasSignedOut) {
            // The page belongs to the session that ended; a new one sends the slip.
            window.location.reload();
            return false;
        }
        return isKept;
    }

    lose() {
        this.trouble = LOST;
    }

    get signInUrl() {
        return signInUrl(`${window.location.pathname}?draft=${this.token}`);
    }

    take(answer, values) {
        if (answer.sent) {
            this.leave();
            window.location.assign(answer.sent);
            return false;
        }
        if (answer.refused) {
            this.said = answer.refused;
            return false;
        }
        this.base = answer.saved_at;
        this.said = _t("Saved at %s", this.localTime(new Date()));
        if (JSON.stringify(values) === JSON.stringify(formValues(this.form))) {
            this.store.drop(this.token);
        }
        window.history.replaceState(null, "", `?draft=${this.token}`);
        return true;
    }

    /** Nothing is kept any more: the form is on its way, or gone. */
    leave() {
        this.isLeaving = true;
        this.store.drop(this.token);
    }

    localTime(moment) {
        return moment.toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"});
    }
}
