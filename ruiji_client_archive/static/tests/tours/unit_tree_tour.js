import {registry} from "@web/core/registry";

const unit = (name) => `.o_ruiji_unit:has(a:contains(${name}))`;

/* From the group down to a prefecture, by search, to its file and back. */
registry.category("web_tour.tours").add("ruiji_unit_tree", {
    steps: () => [
        {
            content: "unfold the group",
            trigger: `${unit("中国电信")} button.o_ruiji_unit_fold`,
            run: "click",
        },
        {
            content: "unfold the province",
            trigger: `${unit("陕西电信")} button.o_ruiji_unit_fold`,
            run: "click",
        },
        {content: "the prefecture below it", trigger: unit("延安电信")},
        {
            content: "search by pinyin initials",
            trigger: ".o_ruiji_unit_search input",
            run: "edit lzdx",
        },
        {
            content: "it says where the unit stands",
            trigger: ".o_ruiji_unit:contains(中国电信 / 甘肃电信)",
            run: "click",
        },
        {
            content: "the way down to it",
            trigger: ".o_ruiji_unit_focus a:contains(兰州电信)",
            run: "click",
        },
        {
            content: "its file",
            trigger: ".o_form_view .oe_stat_button[name=action_show_in_tree]",
            run: "click",
        },
        {trigger: ".o_ruiji_unit_focus a:contains(兰州电信)"},
        {
            content: "back to the whole tree",
            trigger: ".o_ruiji_unit_bar button.o_ruiji_unit_all",
            run: "click",
        },
        {
            trigger: ".o_ruiji_unit_tree:not(:has(.o_ruiji_unit_focus)) .o_ruiji_unit",
        },
    ],
});
