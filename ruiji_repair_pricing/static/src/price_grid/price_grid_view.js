import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {PriceGridRenderer} from "./price_grid_renderer";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";

/** The price list on a page of its own, and inside the form of its contract. */
registry.category("views").add("ruiji_price_grid", {
    ...listView,
    Renderer: PriceGridRenderer,
});

export class PriceGridField extends X2ManyField {
    static components = {...X2ManyField.components, ListRenderer: PriceGridRenderer};
}

registry.category("fields").add("ruiji_price_grid", {
    ...x2ManyField,
    component: PriceGridField,
});
