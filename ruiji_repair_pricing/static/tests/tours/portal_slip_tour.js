import {registry} from "@web/core/registry";

/** A client sends in boards: one more line than the page offers, one taken back. */
registry.category("web_tour.tours").add("ruiji_portal_slip", {
    url: "/my/repair-slips/new",
    steps: () => [
        {
            content: "choose a board of the catalogue",
            trigger: "input[name='board-0']",
            run: "edit ZXJ10 TNET && click body",
        },
        {
            content: "its price shows at once, with the contract",
            trigger: "tr:has([name='board-0']) .o_ruiji_verdict:contains(800.00)",
        },
        {
            content: "write a board that the catalogue lacks",
            trigger: "input[name='board-1']",
            run: "edit 老式背板 && click body",
        },
        {
            trigger: "tr:has([name='board-1']) .o_ruiji_verdict .text-bg-warning",
        },
        {
            content: "ask for one more line",
            trigger: ".o_ruiji_add_row",
            run: "click",
        },
        {
            trigger: "input[name='board-3']",
            run: "edit ZXJ10 ASLC && click body",
        },
        {
            trigger: "tr:has([name='board-3']) .o_ruiji_verdict:contains(350.00)",
        },
        {
            content: "take the empty line back",
            trigger: "tr:has([name='board-2']) .o_ruiji_remove_row",
            run: "click",
        },
        {
            trigger: "form:not(:has([name='board-2'])) .o_ruiji_submit",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the slip shows its three boards and their total",
            trigger: "tfoot:contains(1,150.00)",
        },
        {
            trigger: "td:contains(老式背板)",
        },
    ],
});
