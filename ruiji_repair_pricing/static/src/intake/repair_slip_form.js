import {FormController} from "@web/views/form/form_controller";
import {FormRenderer} from "@web/views/form/form_renderer";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

/** The grid of boards needs the whole width: what was said stands below it. */
export class RepairSlipRenderer extends FormRenderer {
    mailLayout(hasAttachmentContainer) {
        const layout = super.mailLayout(hasAttachmentContainer);
        return layout === "SIDE_CHATTER" ? "BOTTOM_CHATTER" : layout;
    }
}

/**
 * A new slip is handed over once when its tab is closed.
 *
 * Odoo saves when the page goes, and again when it is hidden. The page forgets what it
 * has sent, while the slip is still new to it: the second time it would ask for another
 * slip, without a client.
 */
export class RepairSlipController extends FormController {
    beforeUnload(ev) {
        if (this.isHandedOver) {
            return undefined;
        }
        const {root} = this.model;
        const isUnsaved = root.isNew && root.dirty;
        const answer = super.beforeUnload(ev);
        this.isHandedOver = isUnsaved && !root.dirty;
        return answer;
    }

    beforeVisibilityChange() {
        return this.isHandedOver ? undefined : super.beforeVisibilityChange();
    }
}

registry.category("views").add("repair_slip_form", {
    ...formView,
    Controller: RepairSlipController,
    Renderer: RepairSlipRenderer,
});
