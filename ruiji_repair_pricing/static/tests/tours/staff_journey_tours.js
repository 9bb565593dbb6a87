import {registry} from "@web/core/registry";

function openPage(name) {
    return {
        content: `open the page ${name}`,
        trigger: `.o_notebook .nav-link[name=${name}]`,
        run: "click",
    };
}

/* An account manager looks into a file and asks what a board costs. */
registry.category("web_tour.tours").add("ruiji_account_manager_file", {
    steps: () => [
        {
            content: "open the file of a prefecture",
            trigger:
                ".o_data_row:contains(中国电信股份有限公司延安分公司) td[name=name]",
            run: "click",
        },
        {
            content: "basic information",
            trigger:
                ".o_field_widget[name=city_id] input:value(延安市), .o_field_widget[name=city_id]:contains(延安市)",
        },
        openPage("persons"),
        {trigger: ".o_field_widget[name=child_ids] .o_data_row:contains(yadxyw)"},
        openPage("subordinates"),
        {
            content: "the superior unit",
            trigger:
                ".o_field_widget[name=membership_ids] .o_data_row:contains(中国电信股份有限公司陕西分公司)",
        },
        openPage("account_manager"),
        {trigger: ".o_field_widget[name=user_id]"},
        openPage("logistics"),
        {trigger: ".o_field_widget[name=logistics_partner_id]"},
        openPage("contracts"),
        {
            content: "the contract that covers it",
            trigger: ".tab-pane.active:contains(RJ-0001)",
        },
        {
            content: "ask what a repair costs",
            trigger:
                ".oe_stat_button:has(.fa-calculator), .oe_stat_button[name*=price]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=product_id] input",
            run: "edit TNET",
        },
        {
            trigger:
                ".modal .o_field_widget[name=product_id] .dropdown-item:contains(TNET)",
            run: "click",
        },
        {
            content: "the price",
            trigger: ".modal .o_field_widget[name=price]:contains(800)",
        },
        {
            content: "its contract",
            trigger: ".modal .o_field_widget[name=contract_id]:contains(RJ-0001)",
        },
        {
            content: "and the reason",
            trigger: ".modal .o_field_widget[name=reason]:not(:empty)",
        },
        {
            content: "enough seen",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {trigger: "body:not(:has(.modal))"},
    ],
});

/* A technician finds the boards of a slip on the bench and starts one. */
registry.category("web_tour.tours").add("ruiji_technician_bench", {
    steps: () => [
        {trigger: ".o_data_row:contains(SN-A1)"},
        {trigger: ".o_data_row:contains(SN-A2)"},
        {
            content: "open the third board",
            trigger: ".o_data_row:contains(SN-A3) td[name=serial_number]",
            run: "click",
        },
        {
            content: "whose it is stands there, by name",
            trigger: ".o_form_view:contains(中国电信股份有限公司延安分公司)",
        },
        {
            content: "what it costs does not",
            trigger: ".o_form_view:not(:has(.o_field_widget[name=repair_price]))",
        },
    ],
});

/* A manager sees the slip, the price of each board and where it comes from. */
registry.category("web_tour.tours").add("ruiji_manager_slip", {
    steps: () => [
        {
            content: "open the slip",
            trigger:
                ".o_data_row:contains(中国电信股份有限公司延安分公司) td[name=name]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=repair_ids] .o_data_row:contains(SN-A1):contains(800):contains(RJ-0001)",
        },
        {
            content: "explain one of them",
            trigger:
                ".o_field_widget[name=repair_ids] .o_data_row:contains(SN-A1) button[name=action_explain_price]",
            run: "click",
        },
        {trigger: ".modal .o_field_widget[name=contract_id]:contains(RJ-0001)"},
        {trigger: ".modal .modal-footer .btn-primary", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

/* The dashboard opens with figures. */
registry.category("web_tour.tours").add("ruiji_manager_dashboard", {
    steps: () => [{trigger: ".o-spreadsheet .o-figure canvas, .o-spreadsheet canvas"}],
});
