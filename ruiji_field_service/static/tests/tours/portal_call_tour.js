import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const FORM = ".o_ruiji_call_form";

/** What every request comes to in a cellar. */
class LostRequest extends window.XMLHttpRequest {
    send() {
        this.dispatchEvent(new Event("error"));
    }
}

/* A client's engineer calls a technician from a room with a poor connection. */
registry.category("web_tour.tours").add("ruiji_portal_call", {
    steps: () => [
        {
            content: "the home page leads there",
            trigger: "a[href='/my/service-calls']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "a[href='/my/service-calls/new']",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "#equipment", run: "edit ZXJ10 TNET && click body"},
        {trigger: "#fault", run: "edit SYNC LOST && click body"},
        {trigger: "#urgency-down", run: "click"},
        {
            content: "the page is left, and comes back as it was",
            trigger: FORM,
            run() {
                window.location.reload();
            },
            expectUnloadPage: true,
        },
        {trigger: ".o_ruiji_call_left:visible"},
        {trigger: "#fault:value(SYNC LOST)"},
        {trigger: "#urgency-down:checked"},
        {
            content: "the connection is lost",
            trigger: "#contact_phone",
            run: "edit 13991100002 && click body",
        },
        {
            trigger: FORM,
            run() {
                browser.XMLHttpRequest = LostRequest;
            },
        },
        {trigger: ".o_ruiji_send_call", run: "click"},
        {trigger: `${FORM}.o_ruiji_offline .o_ruiji_when_offline:visible`},
        {
            content: "once it is back the call goes out by itself",
            trigger: ".o_ruiji_call_waits:visible",
            run() {
                browser.XMLHttpRequest = window.XMLHttpRequest;
                window.dispatchEvent(new Event("online"));
            },
            expectUnloadPage: true,
        },
        {trigger: ".o_ruiji_call_sent"},
        {
            content: "nothing of it stays on the device",
            trigger: ".o_ruiji_call_steps",
            run() {
                const kept = Object.keys(browser.localStorage);
                if (kept.some((key) => key.startsWith("ruiji_draft_call"))) {
                    throw new Error("The call is still kept on the device");
                }
            },
        },
        {trigger: "#text", run: "edit BRING A LADDER && click body"},
        {
            trigger: "form[action$='/message'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "main:contains(BRING A LADDER)"},
    ],
});
