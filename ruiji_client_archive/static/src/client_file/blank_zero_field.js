import {FloatField, floatField} from "@web/views/fields/float/float_field";
import {IntegerField, integerField} from "@web/views/fields/integer/integer_field";
import {registry} from "@web/core/registry";

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

/** The same for an amount: nought is shown as nothing. */
export class BlankZeroFloatField extends FloatField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("blank_zero_float", {
    ...floatField,
    component: BlankZeroFloatField,
    isEmpty: (record, fieldName) => !record.data[fieldName],
});
