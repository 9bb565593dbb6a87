import {Interaction} from "@web/public/interaction";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";

/** Proposes the login code while the name is typed; a code of one's own stays. */
export class LoginForm extends Interaction {
    static selector = ".o_ruiji_login_form";
    dynamicContent = {
        "[name=person_name], [name=function]": {"t-on-change": this.propose},
        "[name=unit_id]": {"t-on-change": this.propose},
    };

    setup() {
        this.proposed = "";
        this.code = this.el.querySelector("[name=login_code]");
    }

    async start() {
        await this.propose();
    }

    async propose() {
        if (this.code.value !== this.proposed) {
            return;
        }
        const {
            unit_id,
            person_id,
            person_name,
            function: position,
        } = Object.fromEntries(new FormData(this.el));
        if (!person_id && !person_name) {
            return;
        }
        const values = {unit_id, person_id, person_name, function: position};
        const code = await this.waitFor(rpc("/my/logins/code", values));
        if (this.code.value === this.proposed) {
            this.proposed = this.code.value = code;
        }
    }
}

registry
    .category("public.interactions")
    .add("ruiji_client_archive.login_form", LoginForm);
