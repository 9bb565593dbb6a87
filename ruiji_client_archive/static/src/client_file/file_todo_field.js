import {Component, useRef, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

const SHOWN_AT_FIRST = 6;
const FOCUSABLE = "input, textarea, select, [contenteditable='true']";

/** What is left to do in a client's file; a click leads to the field. */
export class FileTodoField extends Component {
    static template = "ruiji_client_archive.FileTodoField";
    static props = {...standardFieldProps};

    setup() {
        this.root = useRef("root");
        this.ui = useService("ui");
        this.state = useState({all: false});
    }

    get items() {
        return this.props.record.data[this.props.name] || [];
    }

    get shownAtFirst() {
        return this.ui.isSmall ? 3 : SHOWN_AT_FIRST;
    }

    get shownItems() {
        return this.state.all ? this.items : this.items.slice(0, this.shownAtFirst);
    }

    goTo({page, field}) {
        const form = this.root.el.closest(".o_form_view");
        form.querySelector(`.o_notebook_headers a[name="${page}"]`)?.click();
        // The page is drawn in the next frame, its fields with it.
        const nextFrame = (then) => browser.requestAnimationFrame(then);
        nextFrame(() => nextFrame(() => this.show(form, field)));
    }

    show(form, field) {
        const target = field
            ? form.querySelector(`.o_notebook .o_field_widget[name="${field}"]`)
            : form.querySelector(".o_notebook_content");
        target?.scrollIntoView({behavior: "smooth", block: "center"});
        target?.querySelector(FOCUSABLE)?.focus({preventScroll: true});
    }
}

registry.category("fields").add("file_todo", {
    component: FileTodoField,
    supportedTypes: ["json"],
});
