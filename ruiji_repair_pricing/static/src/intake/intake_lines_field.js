import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {ListRenderer} from "@web/views/list/list_renderer";
import {registry} from "@web/core/registry";
import {useBus} from "@web/core/utils/hooks";
import {useSubEnv} from "@odoo/owl";

/** The boards of a slip: Enter leads from cell to cell, then to the next line. */
export class IntakeListRenderer extends ListRenderer {
    setup() {
        super.setup();
        useSubEnv({goToNextIntakeCell: (input) => this.goToNextCell(input)});
        useBus(this.props.list.model.bus, "EDIT_INTAKE_LINE", ({detail}) =>
            this.editCell(detail.lineId, detail.field)
        );
    }

    /** Open a line of this list at a certain cell. */
    async editCell(lineId, field) {
        const record = this.props.list.records.find(({id}) => id === lineId);
        if (record) {
            await this.props.list.enterEditMode(record);
            const column = this.columns.find(({name}) => name === field);
            this.cellToFocus = {column, record};
        }
    }

    nextInput(cell) {
        const next = this.findNextFocusableOnRow(cell.parentElement, cell);
        return next?.matches("input, textarea") ? next : null;
    }

    goToNextCell(input) {
        const cell = input.closest("td");
        const next = cell && this.nextInput(cell);
        if (next) {
            this.focus(next);
        }
    }

    onCellKeydownEditMode(hotkey, cell, group, record) {
        const next = hotkey === "enter" && this.nextInput(cell);
        if (next) {
            this.focus(next);
            return true;
        }
        return super.onCellKeydownEditMode(hotkey, cell, group, record);
    }
}

export class IntakeLinesField extends X2ManyField {
    static components = {...X2ManyField.components, ListRenderer: IntakeListRenderer};
}

registry.category("fields").add("intake_lines", {
    ...x2ManyField,
    component: IntakeLinesField,
});
