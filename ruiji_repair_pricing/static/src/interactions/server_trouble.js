import {browser} from "@web/core/browser/browser";
import {rpc} from "@web/core/network/rpc";

// What can come between a form and the server; each of them is told otherwise.
export const LOST = "lost";
export const FAILED = "failed";
export const SIGNED_OUT = "signed_out";
const EXPIRED = "odoo.http.SessionExpiredException";

/**
 * Ask the server, and tell apart why there is no answer.
 *
 * @param {String} url
 * @param {Object} params
 * @returns {Promise<Object>} {answer}, or {trouble}: one of those above
 */
export async function ask(url, params = {}) {
    // By its status alone one sees whether anything came back: see troubleOf().
    const xhr = new browser.XMLHttpRequest();
    try {
        return {answer: await rpc(url, params, {silent: true, xhr})};
    } catch (error) {
        const isExpired = error.exceptionName === EXPIRED;
        return {trouble: isExpired ? SIGNED_OUT : troubleOf(xhr)};
    }
}

/** What it means that a request brought no answer that the page understands. */
export function troubleOf(request) {
    if (!request.status) {
        return LOST;
    }
    const isLogin = (request.responseURL || "").includes("/web/login");
    return isLogin ? SIGNED_OUT : FAILED;
}

/** Classes of a form by which its page shows the notice that fits. */
export function troubleClasses(trouble) {
    return {
        o_ruiji_offline: trouble === LOST,
        o_ruiji_server_failed: trouble === FAILED,
        o_ruiji_signed_out: trouble === SIGNED_OUT,
    };
}

/** Where one signs in again and comes back to this page. */
export function signInUrl(page) {
    return `/web/login?redirect=${encodeURIComponent(page)}`;
}
