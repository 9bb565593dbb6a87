import {registry} from "@web/core/registry";

const NEW_CLIENT = "汉中市广播电视台";

const state = (name) =>
    `.o_statusbar_status button[data-value=${name}].o_arrow_button_current`;

const row = (text) => ({
    content: `open ${text}`,
    trigger: `.o_data_row:contains(${text}) td.o_data_cell:not(.o_field_cell_button)`,
    run: "click",
});

const press = (name) => ({
    content: `press ${name}`,
    trigger: `.o_form_view button[name=${name}]:enabled`,
    run: "click",
});

const confirmDialog = (button = ".btn-primary") => ({
    content: "confirm",
    trigger: `.modal .modal-footer ${button}`,
    run: "click",
});

/* An account manager registers a client, is led to what is missing, submits. */
registry.category("web_tour.tours").add("ruiji_register_client", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            content: "its legal name",
            trigger:
                ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: `edit ${NEW_CLIENT}`,
        },
        {
            trigger: ".o_field_widget[name=client_tier] input.o_select_menu_toggler",
            run: "click",
        },
        {
            content: "an independent client, the last of the tiers",
            trigger: ".o_select_menu_item:eq(3)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=state_id] input",
            run: "edit 陕西",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(陕西)",
            run: "click",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "it has its number",
            trigger: ".o_field_widget[name=client_number]:contains(KH)",
        },
        {
            content: "all that is left to do",
            trigger: ".o_file_todo button.btn-link",
            run: "click",
        },
        {
            trigger: ".o_file_todo button[data-field=logistics_partner_id]",
            run: "click",
        },
        {
            content: "its page opens",
            trigger: ".o_notebook_headers .nav-link.active[name=logistics]",
        },
        {
            content: "and the field waits for input",
            trigger: ".o_field_widget[name=logistics_partner_id] input:focus",
        },
        press("action_submit"),
        {trigger: state("submitted")},
    ],
});

/* A clerk goes through the submitted file and files it. */
registry.category("web_tour.tours").add("ruiji_file_client", {
    steps: () => [row(NEW_CLIENT), press("action_file"), {trigger: state("filed")}],
});

/* The VP has the clients without manager balanced, and hands the proposal in. */
registry.category("web_tour.tours").add("ruiji_propose_allocation", {
    steps: () => [
        {
            content: "all of them",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_propose_allocation]",
            run: "click",
        },
        {
            content: "the loads after it",
            trigger: ".o_field_widget[name=load_ids] .o_data_row [name=load_after]",
        },
        press("action_submit"),
        {trigger: state("submitted")},
    ],
});

/* The general manager approves it. */
registry.category("web_tour.tours").add("ruiji_approve_allocation", {
    steps: () => [
        {trigger: ".o_data_row td.o_data_cell", run: "click"},
        press("action_approve"),
        confirmDialog(),
        {trigger: state("approved")},
    ],
});

/* The general manager gives a disputed client to who claims it. */
registry.category("web_tour.tours").add("ruiji_decide_dispute", {
    steps: () => [
        row("延安"),
        press("action_decide"),
        {
            content: "give it to another",
            trigger: ".modal .o_field_widget[name=decision] input[data-value=override]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit 客户要求更换",
        },
        confirmDialog("button[name=action_decide]"),
        {trigger: state("overridden")},
    ],
});

/* Customer service goes through a file and confirms it. */
registry.category("web_tour.tours").add("ruiji_confirm_file", {
    steps: () => [
        row("延安"),
        {
            content: "confirm that it is right",
            trigger: ".o_statusbar_buttons button:eq(0)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=note] input",
            run: "edit 电话核对",
        },
        confirmDialog("button[name=action_confirm]"),
        {
            content: "nothing is marked as changed any more",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(div[name=changed]))",
        },
    ],
});
