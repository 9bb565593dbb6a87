import {Component, useRef, useState} from "@odoo/owl";

import {Mutex} from "@web/core/utils/concurrency";
import {_t} from "@web/core/l10n/translation";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const LEVELS = {
    no_board: "warning",
    duplicate_here: "danger",
    duplicate_open: "danger",
};

/** Serial numbers are compared as the server does: letter forms, case and spaces. */
function serialKey(text) {
    return (text || "").normalize("NFKC").toUpperCase().replace(/\s+/g, "");
}

/** Scan or type a serial number, Enter: a line. Nothing typed, Enter: the grid. */
export class RepairScan extends Component {
    static template = "ruiji_repair_pricing.RepairScan";
    static props = {...standardWidgetProps};

    setup() {
        this.input = useRef("input");
        // Scanners type faster than the server answers: one line after the other.
        this.queue = new Mutex();
        this.state = useState({text: "", level: "muted"});
    }

    get list() {
        return this.props.record.data.repair_ids;
    }

    onKeydown(ev) {
        if (getActiveHotkey(ev) !== "enter") {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const serial = this.input.el.value.trim();
        this.input.el.value = "";
        this.queue.exec(() => (serial ? this.scan(serial) : this.goToGrid()));
    }

    async scan(serial) {
        const key = serialKey(serial);
        const place = this.list.records.findIndex(
            (line) => serialKey(line.data.serial_number) === key
        );
        if (place >= 0) {
            const told = {serial, line: place + 1};
            this.say(_t("%(serial)s stands in line %(line)s already.", told), "danger");
            return;
        }
        await this.list.leaveEditMode();
        const line = await this.list.addNewRecord({
            position: "bottom",
            mode: "readonly",
            context: {default_serial_number: serial},
        });
        this.tell(line);
    }

    tell({data}) {
        const board = data.product_id?.display_name || _t("which board? Press Enter");
        const parts = [data.serial_number, board, data.intake_note];
        const level = LEVELS[data.intake_verdict] || "success";
        this.say(parts.filter(Boolean).join(" · "), level);
    }

    say(text, level) {
        Object.assign(this.state, {text, level});
    }

    /** To the first line that still lacks its board, else to a new one. */
    async goToGrid() {
        this.say("", "muted");
        const open = this.list.records.find(
            ({data}) => !data.product_id && !data.board_text
        );
        if (open) {
            const {bus} = this.props.record.model;
            bus.trigger("EDIT_INTAKE_LINE", {lineId: open.id, field: "product_id"});
        } else {
            await this.list.addNewRecord({position: "bottom", mode: "edit"});
        }
    }
}

registry.category("view_widgets").add("repair_scan", {
    component: RepairScan,
    fieldDependencies: [{name: "repair_ids", type: "one2many"}],
});
