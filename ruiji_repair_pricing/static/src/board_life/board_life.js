import {Component, onWillStart, useState} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {Layout} from "@web/search/layout";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";

/** The life line of a board: every visit of its serial number, exchanges followed. */
export class BoardLife extends Component {
    static template = "ruiji_repair_pricing.BoardLife";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.latest = new KeepLast();
        useAutofocus({refName: "serial", selectAll: true});
        const serial = this.props.action.params?.serial || "";
        this.state = useState(this.props.state || {serial, asked: "", visits: []});
        useSetupAction({
            getLocalState: () => JSON.parse(JSON.stringify(this.state)),
        });
        onWillStart(() => this.state.serial && this.find(this.state.serial));
    }

    /** Show the visits of a serial number, as scanned, typed or clicked. */
    async find(serial) {
        const asked = serial.trim();
        this.state.serial = asked;
        const visits = asked
            ? await this.latest.add(
                  this.orm.call("repair.order", "read_life_line", [asked])
              )
            : [];
        Object.assign(this.state, {asked, visits});
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            this.find(ev.target.value);
            ev.target.select();
        }
    }

    /** How an ended visit is coloured: mended, exchanged, or neither. */
    outcomeClass(visit) {
        const kinds = {
            repaired: "text-bg-success",
            exchanged: "text-bg-info",
            no_fault_found: "text-bg-warning",
        };
        return kinds[visit.outcome_key] || "text-bg-danger";
    }

    async openBoard(visit) {
        const board = await this.orm.call("repair.order", "get_formview_action", [
            [visit.id],
        ]);
        await this.action.doAction(board);
    }
}

registry.category("actions").add("ruiji_board_life", BoardLife);
