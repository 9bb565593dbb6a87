import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";

/**
 * Comfort on the form of a new repair slip: more lines, and the price of each board
 * as it is chosen. The form works without it, too.
 */
export class RepairSlipForm extends Interaction {
    static selector = ".o_ruiji_slip_form";
    dynamicContent = {
        ".o_ruiji_add_row": {
            "t-on-click": this.addRow,
            "t-att-class": () => ({"d-none": false}),
        },
        ".o_ruiji_remove_row": {
            "t-on-click.withTarget": this.removeRow,
            "t-att-class": () => ({"d-none": false}),
        },
        ".o_ruiji_board": {"t-on-change.withTarget": this.showPrice},
        "[name=unit_id]": {"t-on-change": this.showPrices},
        _root: {"t-on-submit": this.lockSubmit},
    };

    get rows() {
        return [...this.el.querySelectorAll(".o_ruiji_slip_row")];
    }

    start() {
        this.showPrices();
    }

    addRow() {
        const last = this.rows.at(-1);
        const row = last.cloneNode(true);
        const number = this.nextNumber(last);
        for (const input of row.querySelectorAll("input")) {
            input.name = input.name.replace(/\d+$/, number);
            input.value = "";
        }
        row.querySelector(".o_ruiji_price").textContent = "";
        last.after(row);
        row.querySelector(".o_ruiji_board").focus();
    }

    nextNumber(row) {
        return parseInt(row.querySelector(".o_ruiji_board").name.split("-")[1]) + 1;
    }

    removeRow(ev, button) {
        const row = button.closest(".o_ruiji_slip_row");
        if (this.rows.length > 1) {
            row.remove();
            return;
        }
        for (const input of row.querySelectorAll("input")) {
            input.value = "";
        }
        row.querySelector(".o_ruiji_price").textContent = "";
    }

    showPrices() {
        for (const input of this.el.querySelectorAll(".o_ruiji_board")) {
            this.showPrice(null, input);
        }
    }

    async showPrice(ev, input) {
        const place = input.parentElement.querySelector(".o_ruiji_price");
        const board = input.value.trim();
        if (!board) {
            place.textContent = "";
            return;
        }
        const answer = await this.waitFor(
            rpc("/my/repair-slips/price", {
                unit_id: this.el.querySelector("[name=unit_id]").value,
                board,
            })
        );
        if (input.value.trim() === board) {
            place.textContent = this.describe(answer);
        }
    }

    describe(answer) {
        if (!answer.known) {
            return _t("Not in the catalogue: we will enter it and price it");
        }
        if (answer.state === "lapsed") {
            return _t("Your contract has lapsed: price after our decision");
        }
        if (answer.state === "warranty") {
            return _t("Free of charge");
        }
        if (!answer.price) {
            return _t("To be quoted");
        }
        return [answer.price, answer.contract].filter(Boolean).join(" · ");
    }

    lockSubmit() {
        this.el.querySelector(".o_ruiji_submit").disabled = true;
    }
}

registry
    .category("public.interactions")
    .add("ruiji_repair_pricing.repair_slip_form", RepairSlipForm);
