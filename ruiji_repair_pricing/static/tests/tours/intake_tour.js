import {registry} from "@web/core/registry";

const ROW = ".o_field_widget[name=repair_ids] .o_data_row";
const SELECTED = ".o_field_widget[name=repair_ids] .o_selected_row";

/** Put the cursor behind what is typed, as a keyboard would. */
function type(content, trigger, text) {
    return {content, trigger, run: `edit ${text}`};
}

function press(content, trigger, key) {
    return {content, trigger, run: `press ${key}`};
}

/* A clerk keys in three boards and never takes the hands off the keyboard. */
registry.category("web_tour.tours").add("ruiji_key_in_boards", {
    steps: () => [
        type("the unit", ".o_field_widget[name=partner_id] input", "延安"),
        {
            content: "is found",
            trigger: ".o-autocomplete--dropdown-item:eq(0):contains(延安)",
        },
        press("and taken", ".o_field_widget[name=partner_id] input", "Enter"),
        type("scan a board that was here before", ".o_repair_scan input", "KNOWN-1"),
        press("the scanner ends with Enter", ".o_repair_scan input", "Enter"),
        {
            content: "its board came along, free under guarantee",
            trigger: `${ROW}:contains(ASLC) td[name=intake_verdict] .text-bg-info`,
        },
        type("scan it again by mistake", ".o_repair_scan input", "known-1"),
        press("and it is refused", ".o_repair_scan input", "Enter"),
        {
            content: "with the reason, and no second line",
            trigger: ".o_repair_scan_said.text-danger:contains(1)",
        },
        {trigger: `.o_field_widget[name=repair_ids]:not(:has(.o_data_row:eq(1)))`},
        type("scan a new board", ".o_repair_scan input", "NEW-2"),
        press("", ".o_repair_scan input", "Enter"),
        {
            content: "which board it is nobody knows yet",
            trigger: `${ROW}:contains(NEW-2) td[name=intake_verdict] .text-bg-danger`,
        },
        press("Enter in the empty field leads to it", ".o_repair_scan input", "Enter"),
        type("complete the board", `${SELECTED} td[name=product_id] input`, "tne"),
        {
            content: "the catalogue knows it",
            trigger: ".o-autocomplete--dropdown-item:contains(TNET)",
        },
        press("Enter takes it", `${SELECTED} td[name=product_id] input`, "Enter"),
        {
            content: "and goes on to the fault; price and verdict are there",
            trigger: `${SELECTED} td[name=fault_description] input:focus`,
        },
        {
            content: "the price is there",
            trigger: `${SELECTED} td[name=repair_price]:contains(/800/)`,
        },
        {trigger: `${SELECTED} td[name=intake_verdict] .text-bg-success`},
        type("the fault", `${SELECTED} td[name=fault_description] input`, "无时钟"),
        press(
            "Enter after the last column",
            `${SELECTED} td[name=fault_description] input`,
            "Enter"
        ),
        {
            content: "makes the next line",
            trigger: `${ROW}:eq(2).o_selected_row td[name=serial_number] input:focus`,
        },
        type("type a number", `${SELECTED} td[name=serial_number] input`, "NEW-3"),
        press("go on", `${SELECTED} td[name=serial_number] input`, "Enter"),
        type(
            "a board nobody knows",
            `${SELECTED} td[name=product_id] input:focus`,
            "QWERTY"
        ),
        {trigger: ".o-autocomplete--dropdown-item:contains(QWERTY)"},
        press("as written", `${SELECTED} td[name=product_id] input`, "Enter"),
        {
            content: "waits for the catalogue",
            trigger: `${SELECTED} td[name=intake_verdict] .text-bg-warning`,
        },
        {
            content: "save by the keyboard",
            trigger: `${SELECTED} td[name=fault_description] input`,
            run: "press alt+s",
        },
        {trigger: ".o_form_saved"},
    ],
});

/* The page goes right after a scan, as when the tab is closed. */
registry.category("web_tour.tours").add("ruiji_close_after_scan", {
    steps: () => [
        type("the unit", ".o_field_widget[name=partner_id] input", "延安"),
        {trigger: ".o-autocomplete--dropdown-item:eq(0):contains(延安)"},
        press("taken", ".o_field_widget[name=partner_id] input", "Enter"),
        type("scan a board", ".o_repair_scan input", "KNOWN-1"),
        press("", ".o_repair_scan input", "Enter"),
        {
            content: "the tab is closed",
            trigger: `${ROW}:contains(ASLC) td[name=intake_verdict] .text-bg-info`,
            run() {
                window.location.reload();
            },
            expectUnloadPage: true,
        },
        {
            content: "a new slip, to which nothing has come over",
            trigger: ".o_field_widget[name=repair_ids]:not(:has(.o_data_row))",
        },
    ],
});
