import {registry} from "@web/core/registry";

/**
 * The client writes name and signature on the phone.
 *
 * @returns {Array} steps
 */
function sign() {
    return [
        {
            trigger: ".o_field_widget[name='signer_name'] input",
            run: "edit 高建华",
        },
        {
            trigger: ".o_field_widget[name='signature'] .o_signature",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary:enabled",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ];
}

/**
 * Nothing can be changed after this: yes.
 *
 * @returns {Array} steps
 */
function conclude() {
    return [
        {
            trigger: "button[name='action_conclude']",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("ruiji_take_board_away", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('0911-2110000')",
            run: "click",
        },
        {
            trigger: "button[name='action_fill_voucher']:visible",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='result'] input[data-value='taken_in']",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='work_done'] textarea",
            run: "edit 现场无法修复",
        },
        {
            trigger:
                ".o_field_widget[name='pickup_ids'] .o_kanban_record:contains('SN-700')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='condition'] input",
            run: "edit 面板有划痕",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='pickup_ids']:contains('面板有划痕')",
        },
        ...sign(),
        ...conclude(),
        {
            trigger: "button[name='action_correct']",
        },
        {
            trigger: "button[name='action_print_pickup']",
        },
    ],
});

registry.category("web_tour.tours").add("ruiji_bring_board_back", {
    steps: () => [
        {
            trigger: "button[name='action_bring_back']:visible",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name='pickup_ids'] .o_kanban_record:contains('SN-700')",
        },
        ...sign(),
        ...conclude(),
        {
            trigger: ".o_field_widget[name='date_signed']",
        },
    ],
});
