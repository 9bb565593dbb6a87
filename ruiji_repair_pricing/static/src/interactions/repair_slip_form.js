import {addRow, allRows, boardInput, emptyRow, formValues} from "./slip_rows";
import {Interaction} from "@web/public/interaction";
import {SIGNED_OUT, troubleClasses} from "./server_trouble";
import {SlipDraft} from "./slip_draft";
import {SlipPhotos} from "./slip_photos";
import {browser} from "@web/core/browser/browser";
import {markup} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";
import {setElementContent} from "@web/core/utils/html";

// Soon after one stops typing; and while the connection is lost, now and then.
const CHECK_AFTER = 600;
const SAVE_AFTER = 2000;
const TRY_AGAIN_AFTER = 10000;

/**
 * Comfort on the form of a new repair slip: more lines, a verdict on each board as it
 * is typed, photos from the camera, and nothing lost. The form works without it, too.
 */
export class RepairSlipForm extends Interaction {
    static selector = ".o_ruiji_slip_form";
    dynamicContent = {
        ".o_ruiji_add_row": {
            "t-on-click": this.addRow,
            "t-att-class": () => ({"d-none": false}),
        },
        // The camera, where there is one to hold, and the album are a button each.
        ".o_ruiji_camera": {
            "t-att-class": () => ({"d-none": !browser.navigator.maxTouchPoints}),
        },
        ".o_ruiji_album": {"t-att-class": () => ({btn: true, "btn-light": true})},
        ".o_ruiji_album input": {
            "t-att-class": () => ({"visually-hidden": true, "form-control": false}),
        },
        ".o_ruiji_saved": {"t-out": () => this.draft.said},
        ".o_ruiji_sign_in": {"t-att-href": () => this.draft.signInUrl},
        _root: {
            "t-att-class": () => ({
                o_ruiji_with_scripts: true,
                ...troubleClasses(this.draft.trouble),
            }),
            "t-on-click": this.onClick,
            "t-on-input": this.onInput,
            "t-on-change": this.onChange,
            "t-on-submit": this.onSubmit,
        },
        _window: {
            "t-on-online": this.save,
            "t-on-offline": () => this.draft.lose(),
        },
    };

    setup() {
        this.draft = new SlipDraft(this.el);
        this.photos = new SlipPhotos(this.el, this.draft);
        this.isSure = false;
    }

    start() {
        for (const photo of this.el.querySelectorAll(".o_ruiji_photo")) {
            this.photos.addDrop(photo);
        }
        const left = this.draft.left();
        if (left && this.draft.isNewest(left)) {
            this.bringBack(left);
        } else if (left) {
            this.offer(left);
        }
    }

    offer(entry) {
        const offer = this.el.querySelector(".o_ruiji_left");
        const time = this.draft.localTime(new Date(entry.at));
        offer.querySelector(".o_ruiji_left_at").textContent = time;
        offer.classList.remove("d-none");
        this.addListener(offer.querySelector("button"), "click", () => {
            offer.classList.add("d-none");
            this.bringBack(entry);
        });
    }

    bringBack(entry) {
        this.draft.bringBack(entry);
        this.later(CHECK_AFTER, "check");
        this.save();
    }

    /** Do it when nothing has happened for so long. */
    later(delay, name) {
        this.timers ||= {};
        clearTimeout(this.timers[name]);
        this.timers[name] = this.waitForTimeout(() => this[name](), delay);
    }

    onClick(ev) {
        const remove = ev.target.closest(".o_ruiji_remove_row");
        if (remove) {
            this.removeRow(remove.closest(".o_ruiji_slip_row"));
        }
    }

    onInput() {
        this.draft.keepHere();
        this.later(SAVE_AFTER, "save");
    }

    onChange(ev) {
        if (ev.target.closest(".o_ruiji_photo_cell")) {
            this.takePhotos(ev.target);
        } else if (ev.target.type !== "file") {
            this.onInput();
            this.later(CHECK_AFTER, "check");
        }
    }

    async takePhotos(input) {
        await this.waitFor(this.photos.add(input));
        this.updateContent();
    }

    addRow() {
        boardInput(addRow(this.el)).focus();
    }

    removeRow(row) {
        for (const photo of row.querySelectorAll(".o_ruiji_photo")) {
            this.photos.drop(photo);
        }
        if (allRows(this.el).length > 1) {
            row.remove();
        } else {
            emptyRow(row);
        }
        this.onInput();
        this.later(CHECK_AFTER, "check");
    }

    async save() {
        if (this.isSure) {
            return false;
        }
        const isKept = await this.waitFor(this.draft.save());
        // Only signing in helps who is signed out; all else passes.
        if (this.draft.trouble && this.draft.trouble !== SIGNED_OUT) {
            this.later(TRY_AGAIN_AFTER, "save");
        }
        this.updateContent();
        return isKept;
    }

    /** Ask what is to be said of the boards; the last answer counts. */
    async check() {
        const values = formValues(this.el);
        const asked = {values, token: this.draft.token};
        try {
            const said = await this.waitFor(
                rpc("/my/repair-slips/check", asked, {silent: true})
            );
            if (JSON.stringify(values) === JSON.stringify(formValues(this.el))) {
                this.showVerdicts(said);
            }
        } catch {
            // Without a connection there is no verdict; sending asks once more.
        }
    }

    showVerdicts(said) {
        for (const row of allRows(this.el)) {
            const place = row.querySelector(".o_ruiji_verdict");
            setElementContent(place, markup(said[row.dataset.row] || ""));
        }
    }

    /** Photos first, then the draft; only what the server has is sent. */
    async onSubmit(ev) {
        if (this.isSure) {
            return;
        }
        ev.preventDefault();
        const button = ev.submitter;
        this.lock(true);
        await this.waitFor(this.photos.queue);
        const isKept = await this.save();
        this.lock(false);
        if (isKept) {
            this.isSure = true;
            this.draft.leave();
            this.lightenForm();
            this.el.requestSubmit(button);
            this.lock(true);
        }
    }

    lock(isLocked) {
        for (const button of this.el.querySelectorAll("[type=submit]")) {
            button.disabled = isLocked;
        }
    }

    /** Leave out what is empty: servers take so many parts of a form. */
    lightenForm() {
        for (const input of this.el.querySelectorAll("[type=file]")) {
            input.disabled = !input.files.length;
        }
    }
}

registry
    .category("public.interactions")
    .add("ruiji_repair_pricing.repair_slip_form", RepairSlipForm);
