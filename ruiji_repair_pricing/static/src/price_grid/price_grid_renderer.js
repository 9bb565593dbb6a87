import {ListRenderer} from "@web/views/list/list_renderer";
import {useExternalListener} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

const TYPED = ["char", "float", "monetary"];

/** Whether copied text holds more than one cell of a spreadsheet. */
export function isBlock(text) {
    return /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
}

/**
 * A price list that takes what a spreadsheet copies: pasted cells go to the preview
 * with its verdicts; arrow keys lead from row to row while typing.
 */
export class PriceGridRenderer extends ListRenderer {
    setup() {
        super.setup();
        this.action = useService("action");
        useExternalListener(document, "paste", this.onPaste, {capture: true});
    }

    get isInForm() {
        return this.env.config.viewType === "form";
    }

    get takesBlocks() {
        const {editable, activeActions, list} = this.props;
        return editable && activeActions.create && !list.model.useSampleModel;
    }

    onPaste(ev) {
        const text = ev.clipboardData?.getData("text/plain") || "";
        if (!this.takesBlocks || !isBlock(text) || !this.isMeant(ev.target)) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        this.pasteBlock(text);
    }

    /** Pasted into the grid or, where it fills the page, into nothing else. */
    isMeant(target) {
        if (this.activeElement !== this.uiService.activeElement) {
            return false;
        }
        const elsewhere = target.closest("input, textarea, [contenteditable=true]");
        return this.rootRef.el.contains(target) || (!this.isInForm && !elsewhere);
    }

    async pasteBlock(text) {
        if (!(await this.leaveRow()) || !(await this.saveForm())) {
            return;
        }
        const {model, context} = this.props.list;
        const contract = this.isInForm ? model.root.resId : context.default_contract_id;
        const action = await this.orm.call(
            "ruiji.repair.price",
            "action_paste_prices",
            [],
            {context: {...context, default_contract_id: contract}}
        );
        await this.action.doAction(action, {
            additionalContext: {default_text: text},
            onClose: () => model.root.load(),
        });
    }

    /** An empty row that was opened to paste into is given up, others are kept. */
    async leaveRow() {
        const {list} = this.props;
        const record = list.editedRecord;
        if (!record) {
            return true;
        }
        const isEmpty = record.isNew && !(await record.isDirty());
        await list.leaveEditMode({discard: isEmpty});
        return !list.editedRecord;
    }

    saveForm() {
        return !this.isInForm || this.props.list.model.root.save();
    }

    /** Up and down keep the column, as in a spreadsheet. */
    onCellKeydownEditMode(hotkey, cell, group, record) {
        const column = this.columns.find(
            (one) => one.name === cell.getAttribute("name")
        );
        const step = {arrowup: -1, arrowdown: 1}[hotkey];
        if (step && column && TYPED.includes(column.fieldType)) {
            const {records} = this.props.list;
            this.editCell(records[records.indexOf(record) + step], column);
            return true;
        }
        return super.onCellKeydownEditMode(...arguments);
    }

    async editCell(record, column) {
        if (record && (await this.props.list.leaveEditMode())) {
            // Leaving drew the list anew, which forgets what was to be focused.
            this.cellToFocus = {column, forward: true, record};
            await this.props.list.enterEditMode(record);
        }
    }
}
