import {registry} from "@web/core/registry";

/* A technician looks at what the records tell of the day and confirms it, by phone. */
registry.category("web_tour.tours").add("ruiji_service_day_confirm", {
    steps: () => [
        {
            content: "the visit is there, written by the records",
            trigger:
                ".o_field_widget[name=body]:contains(中国电信股份有限公司延安分公司)",
        },
        {
            content: "say what tomorrow needs",
            trigger: ".o_field_widget[name=tomorrow] textarea",
            run: "edit 备用时钟板一块",
        },
        {
            content: "one tap confirms",
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        {
            content: "nothing is left to confirm",
            trigger: ".o_form_view:not(:has(button[name=action_confirm]))",
        },
        {
            content: "and it stays as it was",
            trigger:
                ".o_field_widget[name=tomorrow].o_readonly_modifier:contains(备用时钟板一块)",
        },
    ],
});
