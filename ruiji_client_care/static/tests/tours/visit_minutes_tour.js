import {registry} from "@web/core/registry";

/** A client reads the minutes behind the link and confirms their receipt. */
registry.category("web_tour.tours").add("ruiji_visit_minutes", {
    steps: () => [
        {
            content: "the minutes and the promise are there to read",
            trigger: "main:contains(两块主控板) li:contains(周五前给出方案)",
        },
        {
            content: "sign with one's name",
            trigger: "#visit_name",
            run: "edit 张建军",
        },
        {
            content: "confirm the receipt",
            trigger: "form[action^='/visit/'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "who confirmed stands there, and the form is gone",
            trigger: "main:not(:has(#visit_name)) [role=status]:contains(张建军)",
        },
    ],
});
