import {registry} from "@web/core/registry";

/** A province's engineer finds a prefecture by what people call it. */
registry.category("web_tour.tours").add("ruiji_portal_unit_chooser", {
    url: "/my/contracts",
    steps: () => [
        {
            content: "the field offers units as soon as one enters it",
            trigger: ".o_ruiji_unit_term",
            run: "click",
        },
        {trigger: ".o_ruiji_unit_options.show .o_ruiji_unit_more"},
        {trigger: ".o_ruiji_unit_term", run: "edit 延安"},
        {
            content: "what is typed narrows it down, the keyboard chooses",
            trigger: ".o_ruiji_unit_options [role=option]:only-child:contains(延安)",
        },
        {trigger: ".o_ruiji_unit_term", run: "press Enter"},
        {
            content: "the form holds the unit",
            trigger: ".o_ruiji_unit_chooser:has(.o_ruiji_unit_options.d-none)",
        },
        {
            trigger: "form[action='/my/contracts'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_ruiji_unit_chooser option:contains(延安):not(:visible)",
        },
        {trigger: "main table:contains(RJ-0001)"},
    ],
});
