import {registry} from "@web/core/registry";

const ROW = ".o_list_view .o_data_row";
const PREVIEW = ".modal .o_field_widget[name=line_ids] .o_data_row";

/** Paste as the browser does: an event that carries the clipboard. */
function paste(text) {
    return ({anchor}) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const event = {clipboardData, bubbles: true, cancelable: true};
        const page = anchor.ownerDocument;
        const {ClipboardEvent} = page.defaultView;
        const wasLeftAlone = anchor.dispatchEvent(new ClipboardEvent("paste", event));
        page.body.dataset.pasteTaken = !wasLeftAlone;
    };
}

const BLOCK =
    "程控交换\tZXJ10\tASLC\t120\r\n程控交换\tEWSD\tDIU\t99\r\n电源\t没有\tXYZ\t5\r\n";

/* Cells copied in Excel go straight into the price list of a contract. */
registry.category("web_tour.tours").add("ruiji_price_grid_paste", {
    steps: () => [
        {
            content: "open the price of a row",
            trigger: `${ROW}:contains(ASLC) td[name=price]`,
            run: "click",
        },
        {
            content: "one cell goes where the cursor is",
            trigger: `${ROW}.o_selected_row td[name=price] input`,
            run: paste("105\r\n"),
        },
        {trigger: "body[data-paste-taken=false]"},
        {
            content: "a block goes to the preview",
            trigger: `${ROW}.o_selected_row td[name=price] input`,
            run: paste(BLOCK),
        },
        {trigger: "body[data-paste-taken=true]"},
        {trigger: `${PREVIEW}:contains(ASLC):contains(120.00):contains(100.00)`},
        {trigger: `${PREVIEW}:contains(DIU):contains(99.00)`},
        {
            content: "the row with the unknown model says why it is not taken",
            trigger: `${PREVIEW}:contains(XYZ)`,
        },
        {
            content: "take the good rows",
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "the others stay",
            trigger:
                ".modal:not(:has(button[name=action_save])) .o_data_row:contains(XYZ)",
        },
        {
            trigger: ".modal-footer button[special=cancel]",
            run: "click",
        },
        {
            content: "the list shows what was taken",
            trigger: `body:not(:has(.modal)) ${ROW}:contains(DIU):contains(99.00)`,
        },
        {trigger: `${ROW}:contains(ASLC):contains(120.00)`},
    ],
});

/* Arrow keys keep the column; one entry fills all chosen rows. */
registry.category("web_tour.tours").add("ruiji_price_grid_keys", {
    steps: () => [
        {
            trigger: `${ROW}:nth-child(1) td[name=price]`,
            run: "click",
        },
        {
            trigger: `${ROW}:nth-child(1).o_selected_row td[name=price] input`,
            run: "edit 101 && press ArrowDown",
        },
        {
            content: "the price below is open now",
            trigger: `${ROW}:nth-child(2).o_selected_row td[name=price] input:focus`,
            run: "edit 102 && press Enter",
        },
        {
            content: "Enter saves and goes on",
            trigger: `${ROW}:nth-child(3).o_selected_row`,
            run: "press Escape",
        },
        {
            content: "choose all rows",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: `${ROW}.o_data_row_selected:nth-child(3) td[name=price]`,
            run: "click",
        },
        {
            trigger: `${ROW}.o_selected_row td[name=price] input`,
            run: "edit 150 && press Enter",
        },
        {
            content: "one price for all of them, once it is confirmed",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)):not(:has(${ROW} td[name=price]:not(:contains(150.00))))`,
        },
    ],
});

/* Inside the form of the contract: an empty row is opened and given up again. */
registry.category("web_tour.tours").add("ruiji_price_grid_form", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=price_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=price_ids] .o_selected_row input",
            run: paste("机型\t板型\t价格\r\nEWSD\tDIU\t99\r\n"),
        },
        {
            trigger: `${PREVIEW}:contains(DIU)`,
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "the form shows the new price; the empty row is gone",
            trigger:
                "body:not(:has(.modal)):not(:has(.o_selected_row)) .o_field_widget[name=price_ids] .o_data_row:contains(99.00)",
        },
    ],
});
