import {registry} from "@web/core/registry";
import {IntegerField, integerField} from "@web/views/fields/integer/integer_field";

/** A whole number of which nought means "unknown", and is shown as nothing. */
export class BlankZeroField extends IntegerField {
    get value() {
        return super.value || false;
    }
}

registry.category("fields").add("blank_zero", {
    ...integerField,
    component: BlankZeroField,
    isEmpty: (record, fieldName) => !record.data[fieldName],
});
