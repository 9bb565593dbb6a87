import {fillForm, formValues} from "./slip_rows";
import {SlipStore} from "./slip_store";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";

/** Keeps a form: on the device as it is typed, on the server as soon as it answers. */
export class SlipDraft {
    constructor(form) {
        this.form = form;
        this.store = new SlipStore(form.dataset.user);
        this.base = form.dataset.saved || "";
        this.isLost = false;
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
        let answer = null;
        try {
            answer = await rpc("/my/repair-slips/draft", asked, {silent: true});
        } catch {
            this.isLost = true;
            return false;
        }
        this.isLost = false;
        return this.take(answer, values);
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
