import {
    LOST,
    ask,
    signInUrl,
    troubleClasses,
} from "@ruiji_repair_pricing/interactions/server_trouble";
import {fillForm, formValues} from "@ruiji_repair_pricing/interactions/slip_rows";
import {Interaction} from "@web/public/interaction";
import {SlipStore} from "@ruiji_repair_pricing/interactions/slip_store";
import {registry} from "@web/core/registry";
import {shrunk} from "@ruiji_repair_pricing/interactions/slip_photos";

const KIND = "ruiji_draft_call";
const TRY_AGAIN_AFTER = 10000;

/**
 * The form of a new service call: what is typed stays on the device until the call is
 * registered, and goes out once there is a connection. It works without scripts, too.
 */
export class ServiceCallForm extends Interaction {
    static selector = ".o_ruiji_call_form";
    dynamicContent = {
        ".o_ruiji_sign_in": {"t-att-href": () => signInUrl(window.location.pathname)},
        ".o_ruiji_call_left": {"t-att-class": () => ({"d-none": !this.isBroughtBack})},
        ".o_ruiji_call_left button": {"t-on-click": this.startAnew},
        ".o_ruiji_call_waits": {"t-att-class": () => ({"d-none": !this.isWaiting})},
        "[name=photos]": {"t-on-change": this.shrinkPhotos},
        _root: {
            "t-att-class": () => troubleClasses(this.trouble),
            "t-on-input": this.keep,
            "t-on-change": this.keep,
            "t-on-submit": this.onSubmit,
        },
        _window: {
            "t-on-online": () => this.isWaiting && this.send(),
        },
    };

    setup() {
        this.store = new SlipStore(this.el.dataset.user, KIND);
        this.trouble = "";
        this.isBroughtBack = false;
        this.isWaiting = false;
        this.isSure = false;
    }

    start() {
        const [left] = this.store.entries();
        // What the server sent back with its reasons is the newer one.
        if (left && !this.el.dataset.answered) {
            this.el.elements.token.value = left.token;
            fillForm(this.el, this.plain(left.values));
            this.isBroughtBack = true;
            this.updateContent();
        }
    }

    /** Choices are ticked, all else is filled in as the slip's form is. */
    plain(values) {
        const rest = {...values};
        for (const radio of this.el.querySelectorAll("[type=radio]")) {
            radio.checked = values[radio.name] === radio.value;
            delete rest[radio.name];
        }
        return rest;
    }

    keep() {
        this.store.keep(this.el.elements.token.value, "", formValues(this.el));
    }

    startAnew() {
        this.store.drop(this.el.elements.token.value);
        window.location.reload();
    }

    async shrinkPhotos(ev) {
        const input = ev.target;
        const small = new DataTransfer();
        for (const file of input.files) {
            // One after the other: a telephone has little memory.

            const blob = await this.waitFor(shrunk(file));
            small.items.add(new File([blob], file.name, {type: blob.type}));
        }
        input.files = small.files;
    }

    onSubmit(ev) {
        if (!this.isSure) {
            ev.preventDefault();
            this.keep();
            this.send();
        }
    }

    /** Send the form once the server answers; what is kept goes when it has arrived. */
    async send() {
        this.lock(true);
        const {trouble} = await this.waitFor(ask("/my/service-calls/ready"));
        this.lock(false);
        this.trouble = trouble || "";
        this.isWaiting = trouble === LOST;
        this.updateContent();
        if (this.isWaiting) {
            clearTimeout(this.timer);
            this.timer = this.waitForTimeout(() => this.send(), TRY_AGAIN_AFTER);
        } else if (!trouble) {
            this.isSure = true;
            this.el.requestSubmit();
            this.lock(true);
        }
    }

    lock(isLocked) {
        this.el.querySelector(".o_ruiji_send_call").disabled = isLocked;
    }
}

/** The call is registered: nothing of it stays on the device. */
export class ServiceCallSent extends Interaction {
    static selector = ".o_ruiji_call_sent";

    start() {
        const {user, token} = this.el.dataset;
        new SlipStore(user, KIND).drop(token);
    }
}

registry
    .category("public.interactions")
    .add("ruiji_field_service.service_call_form", ServiceCallForm)
    .add("ruiji_field_service.service_call_sent", ServiceCallSent);
