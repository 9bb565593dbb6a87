import {registry} from "@web/core/registry";

const field = (name) => `.o_field_widget[name=${name}]`;
const CLIENT = "中国电信股份有限公司延安分公司";

/* The telephone clerk takes a call while the client is on the line. */
registry.category("web_tour.tours").add("ruiji_service_call_clerk", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            content: "the number of the caller finds client and person",
            trigger: `${field("contact_phone")} input`,
            run: "edit 13991100001 && click body",
        },
        {trigger: `${field("partner_id")} input:value(${CLIENT})`},
        {
            content: "the serial number",
            trigger: `${field("serial_number")} input`,
            run: "edit YA-7001 && click body",
        },
        {
            content: "the fault",
            trigger: `${field("fault_description")} textarea`,
            run: "edit 无时钟输出 && click body",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "the system has drawn a number and found the kind",
            trigger: `.o_form_saved ${field("name")}:contains(JX)`,
        },
        {trigger: `${field("kind")}:not(.o_field_empty)`},
    ],
});

/* The service head sends a technician. */
registry.category("web_tour.tours").add("ruiji_service_call_head", {
    steps: () => [
        {
            content: "the call stands on the board, where nobody goes yet",
            trigger: `.o_kanban_group:first .o_kanban_record:contains(${CLIENT})`,
            run: "click",
        },
        {
            content: "choose who goes",
            trigger: `${field("technician_id")} input`,
            run: "edit field_one",
        },
        {
            trigger: `${field("technician_id")} .dropdown-item:contains(field_one)`,
            run: "click",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "it is dispatched",
            trigger: `.o_form_saved ${field("date_dispatched")}`,
        },
    ],
});

/** Take a step; the button of the next one says that it was taken. */
function step(name, next) {
    return [
        {trigger: `button[name=${name}]`, run: "click"},
        {trigger: `.o_form_saved button[name=${next}]`},
    ];
}

/* The technician goes there, with a telephone in the hand. */
registry.category("web_tour.tours").add("ruiji_service_call_technician", {
    steps: () =>
        [
            {trigger: `.o_kanban_record:contains(${CLIENT})`, run: "click"},
            step("action_accept", "action_set_off"),
            step("action_set_off", "action_arrive"),
            step("action_arrive", "action_fill_voucher"),
            {
                content: "somebody is there, and the voucher is at hand",
                trigger: "button[name=action_fill_voucher]",
            },
        ].flat(),
});
