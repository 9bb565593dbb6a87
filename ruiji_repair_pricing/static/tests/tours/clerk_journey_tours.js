import {registry} from "@web/core/registry";

// Where the test offers the workbook.
const WORKBOOK = "/ruiji/client_archive.xls";

/** Put a file into the upload button, as the browser's file dialog would. */
async function upload(input, url, name) {
    const answer = await fetch(url);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await answer.blob()], name));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}

/* A clerk takes the old system's workbook in: check, findings, import. */
registry.category("web_tour.tours").add("ruiji_clerk_import", {
    steps: () => [
        {
            content: "start a new import",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "choose the workbook",
            trigger: ".o_field_widget[name=file] .o_select_file_button",
            async run({queryOne}) {
                const widget = queryOne(".o_field_widget[name=file]");
                await upload(
                    widget.querySelector("input[type=file]"),
                    WORKBOOK,
                    "client_archive.xls"
                );
            },
        },
        {
            content: "check it",
            trigger: "button[name=action_check]:enabled",
            run: "click",
        },
        {
            content: "see a finding with its sheet, row, column and value",
            trigger:
                ".o_field_widget[name=issue_ids] .o_data_row:has([name=code]):has([name=row])",
            // Fourteen thousand rows are read before.
            timeout: 60000,
        },
        {
            content: "see how many rows will be rejected",
            trigger: ".o_field_widget[name=rejected_count]:contains(11)",
        },
        {
            content: "import the good rows",
            trigger: "button[name=action_import]",
            run: "click",
        },
        {
            content: "it runs in the background",
            trigger:
                ".o_statusbar_status button[data-value=running].o_arrow_button_current",
        },
    ],
});

/* Afterwards the import says what it did, and the clients are there. */
registry.category("web_tour.tours").add("ruiji_clerk_clients", {
    steps: () => [
        {
            content: "open the import",
            trigger: ".o_data_row:contains(client_archive.xls) td[name=file_name]",
            run: "click",
        },
        {
            content: "it is done",
            trigger:
                ".o_statusbar_status button[data-value=done].o_arrow_button_current",
        },
        {
            content: "the rejected rows can be downloaded",
            trigger:
                ".o_field_widget[name=rejected_file] a, .o_field_widget[name=rejected_file] .fa-download",
        },
        {
            content: "go to the clients",
            trigger: "[data-menu-xmlid='ruiji_client_archive.menu_archive']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='ruiji_client_archive.client_menu']",
            run: "click",
        },
        {
            content: "all of them",
            trigger: ".o_pager_limit:contains(1458)",
        },
        {
            content: "find one by its pinyin initials",
            trigger: ".o_searchview_input",
            run: "edit yadx",
        },
        {
            trigger: ".o_searchview_input",
            run: "press Enter",
        },
        {
            content: "its file opens",
            trigger:
                ".o_data_row:contains(中国电信股份有限公司延安分公司) td[name=name]",
            run: "click",
        },
        {
            content: "with its place in the tree",
            trigger:
                ".o_field_widget[name=unit_path]:contains(中国电信 / 陕西电信 / 延安电信)",
        },
    ],
});
