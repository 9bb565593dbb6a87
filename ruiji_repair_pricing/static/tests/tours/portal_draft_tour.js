import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const FORM = ".o_ruiji_slip_form";

/** What every request comes to in a lift or a cellar. */
class LostRequest extends window.XMLHttpRequest {
    send() {
        this.dispatchEvent(new Event("error"));
    }
}

/** The server answers, but what it says is an error. */
class FailedRequest extends window.XMLHttpRequest {
    open(method) {
        super.open(method, "/my/repair-slips/nowhere");
    }
}

/* A client's engineer types on a telephone and loses the connection meanwhile. */
registry.category("web_tour.tours").add("ruiji_portal_draft", {
    steps: () => [
        {trigger: "input[name='board-0']", run: "edit ZXJ10 TNET && click body"},
        {trigger: "input[name='serial-0']", run: "edit SN-KEPT-1 && click body"},
        {
            content: "the server has kept the first board",
            trigger: `${FORM} .o_ruiji_saved:not(:empty)`,
        },
        {
            content: "the connection is lost",
            trigger: `${FORM}:not(.o_ruiji_offline)`,
            run() {
                browser.XMLHttpRequest = LostRequest;
                window.dispatchEvent(new Event("offline"));
            },
        },
        {trigger: "input[name='board-1']", run: "edit ZXJ10 ASLC && click body"},
        {trigger: "input[name='serial-1']", run: "edit SN-KEPT-2 && click body"},
        {
            content: "sending doesn't go through, and the page says so",
            trigger: ".o_ruiji_submit",
            run: "click",
        },
        {trigger: `${FORM}.o_ruiji_offline .o_ruiji_when_offline:visible`},
        {
            content: "the page is opened anew once there is a connection",
            trigger: ".o_ruiji_submit:enabled",
            run() {
                window.location.reload();
            },
            expectUnloadPage: true,
        },
        {
            content: "what was typed without a connection is back",
            trigger: "input[name='serial-1']:value(SN-KEPT-2)",
        },
        {trigger: "input[name='board-1']:value(ZXJ10 ASLC)"},
        {trigger: `${FORM}:not(.o_ruiji_offline) .o_ruiji_saved:not(:empty)`},
        {
            trigger: ".o_ruiji_submit",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the slip with both boards",
            trigger: "main:contains(SN-KEPT-1):contains(SN-KEPT-2)",
        },
    ],
});

/* Each thing that can come between the form and the server is told otherwise. */
registry.category("web_tour.tours").add("ruiji_portal_trouble", {
    steps: () => [
        {
            content: "the server answers with an error",
            trigger: `${FORM}.o_ruiji_with_scripts`,
            run() {
                browser.XMLHttpRequest = FailedRequest;
            },
        },
        {trigger: "input[name='serial-0']", run: "edit SN-KEPT-1 && click body"},
        {trigger: ".o_ruiji_submit", run: "click"},
        {
            trigger: `${FORM}.o_ruiji_server_failed:not(.o_ruiji_offline) .o_ruiji_when_failed:visible`,
        },
        {
            content: "the session ends meanwhile",
            trigger: ".o_ruiji_submit:enabled",
            async run() {
                browser.XMLHttpRequest = window.XMLHttpRequest;
                await fetch("/web/session/logout");
            },
        },
        {trigger: ".o_ruiji_submit", run: "click"},
        {
            trigger: `${FORM}.o_ruiji_signed_out:not(.o_ruiji_server_failed) .o_ruiji_when_signed_out:visible`,
        },
        {
            trigger: ".o_ruiji_sign_in",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "input[name='login']", run: "edit yadxsunm"},
        {trigger: "input[name='password']", run: "edit yadxsunm"},
        {
            trigger: ".oe_login_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what was typed is offered again",
            trigger: ".o_ruiji_left:visible button",
            run: "click",
        },
        {trigger: "input[name='serial-0']:value(SN-KEPT-1)"},
        {trigger: `${FORM} .o_ruiji_saved:not(:empty)`},
    ],
});
