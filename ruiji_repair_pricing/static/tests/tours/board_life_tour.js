import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("ruiji_board_life", {
    steps: () => [
        {
            content: "Scan the board that stayed here",
            trigger: ".o_ruiji_board_scan input",
            run: "edit ZX-77 && press Enter",
        },
        {
            content: "Both visits are shown; follow the exchange",
            trigger:
                ".o_ruiji_board_visit:nth-child(2) .font-monospace a:contains(ZX-88)",
            run: "click",
        },
        {
            content: "The board that the client got is asked for",
            trigger: ".o_ruiji_board_scan input:value(ZX-88)",
        },
        {
            content: "Open its last visit",
            trigger: ".o_ruiji_board_visit:nth-child(1) .card-header a",
            run: "click",
        },
        {
            content: "The board's form is open",
            trigger: ".o_form_view .o_field_widget[name=serial_number]",
        },
    ],
});
