import {Component, useRef} from "@odoo/owl";
import {useBus, useService} from "@web/core/utils/hooks";

import {IntakeAutoComplete} from "./intake_autocomplete";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A cell of the grid of a slip that completes what is typed. */
class IntakeCellField extends Component {
    static template = "ruiji_repair_pricing.IntakeCellField";
    static components = {IntakeAutoComplete};
    static props = {...standardFieldProps};
    freeText = false;

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.chosen = null;
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.commit())
        );
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
    }

    get sources() {
        return [{options: (term) => this.options(term), placeholder: _t("Loading...")}];
    }

    option(label, value, onSelect, cssClass = "") {
        return {
            label,
            cssClass,
            data: {value},
            onSelect: () => {
                this.chosen = value;
                onSelect();
            },
        };
    }

    onChange({inputValue}) {
        return this.take(inputValue.trim());
    }

    commit() {
        const input = this.root.el?.querySelector("input");
        return input && this.take(input.value.trim());
    }

    async take(text) {
        // What was chosen may still be on its way to the record.
        if (text !== this.chosen && text !== this.text) {
            this.chosen = text;
            await this.keep(text);
        }
    }

    goOn(input) {
        this.env.goToNextIntakeCell?.(input);
    }
}

/** The board of a line: one of the catalogue, or as it is written. */
export class IntakeBoardField extends IntakeCellField {
    get board() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        return this.board?.display_name || this.props.record.data.board_text || "";
    }

    get isUnknown() {
        return !this.board && Boolean(this.text);
    }

    async options(term) {
        const boards = await this.orm.call("product.product", "complete_board", [term]);
        const options = boards.map(({id, display_name}) =>
            this.option(display_name, display_name, () =>
                this.write({id, display_name}, false)
            )
        );
        if (term) {
            options.push(
                this.option(
                    _t("As written: %s", term),
                    term,
                    () => this.keep(term),
                    "fst-italic"
                )
            );
        }
        return options;
    }

    keep(text) {
        return this.write(false, text || false);
    }

    write(board, text) {
        return this.props.record.update({[this.props.name]: board, board_text: text});
    }
}

/** What is wrong with a board: typed freely, or one of the usual faults. */
export class IntakeFaultField extends IntakeCellField {
    freeText = true;
    isUnknown = false;

    get text() {
        return this.props.record.data[this.props.name] || "";
    }

    async options(term) {
        const board = this.props.record.data.product_id;
        const faults = await this.orm.call("repair.order", "complete_fault", [
            board ? board.id : false,
            term,
        ]);
        return faults.map((fault) => this.option(fault, fault, () => this.keep(fault)));
    }

    keep(text) {
        return this.props.record.update({[this.props.name]: text});
    }
}

registry.category("fields").add("intake_board", {
    component: IntakeBoardField,
    displayName: _t("Board being taken in"),
    supportedTypes: ["many2one"],
    fieldDependencies: [{name: "board_text", type: "char"}],
});

registry.category("fields").add("intake_fault", {
    component: IntakeFaultField,
    displayName: _t("Fault being taken in"),
    supportedTypes: ["text", "char"],
});
