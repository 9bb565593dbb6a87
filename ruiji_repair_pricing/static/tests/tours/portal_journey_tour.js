import {registry} from "@web/core/registry";

const ROWS = ".o_ruiji_slip_rows tbody tr";

function fillRow(number, board, serial, price) {
    const row = `${ROWS}:nth-of-type(${number})`;
    return [
        {trigger: `${row} .o_ruiji_board`, run: `edit ${board} && press Tab`},
        {
            content: "the price appears as the board is chosen",
            trigger: `${row} .o_ruiji_verdict:contains(${price})`,
        },
        {trigger: `${row} [name^=serial]`, run: `edit ${serial}`},
        {trigger: `${row} [name^=fault]`, run: "edit 上电无输出"},
    ];
}

/* A client's engineer looks at the file and hands in three boards. */
registry.category("web_tour.tours").add("ruiji_portal_journey", {
    steps: () => [
        {
            content: "the client file",
            trigger: "a[href='/my/client-file']",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "main:contains(中国电信股份有限公司延安分公司)"},
        {
            content: "back home",
            trigger: ".breadcrumb a[href='/my/home'], .breadcrumb a[href='/my']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "a new slip",
            trigger: "a[href='/my/repair-slips/new']",
            run: "click",
            expectUnloadPage: true,
        },
        ...fillRow(1, "ZXJ10 TNET", "SN-A1", "800"),
        ...fillRow(2, "ZXJ10 ASLC", "SN-A2", "350"),
        ...fillRow(3, "ZXJ10 TNET", "SN-A3", "RJ-0001"),
        {
            content: "hand it in",
            trigger: ".o_ruiji_submit",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the slip with its boards, prices and contract",
            trigger: "main table:contains(SN-A1):contains(SN-A2):contains(SN-A3)",
        },
        {trigger: "main table:contains(800):contains(350):contains(RJ-0001)"},
        {
            content: "why this price",
            trigger: "main table a[href*='why=']",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "main:contains(RJ-0001)"},
    ],
});
