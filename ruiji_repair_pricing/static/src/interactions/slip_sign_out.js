import {Interaction} from "@web/public/interaction";
import {SlipStore} from "./slip_store";
import {registry} from "@web/core/registry";

/** Who signs out leaves nothing that was typed on the machine. */
export class SlipSignOut extends Interaction {
    static selector = "a[href*='/web/session/logout']";
    dynamicContent = {_root: {"t-on-click": () => SlipStore.clear()}};
}

registry
    .category("public.interactions")
    .add("ruiji_repair_pricing.slip_sign_out", SlipSignOut);
