import {Component, onWillUnmount, useRef} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {registry} from "@web/core/registry";

/** Shows a paper that is kept nowhere: it is gone when the dialog closes (WEB-03). */
export class PrintOnceDialog extends Component {
    static template = "ruiji_client_archive.PrintOnceDialog";
    static components = {Dialog};
    static props = {title: String, url: String, close: Function};

    setup() {
        this.paper = useRef("paper");
        onWillUnmount(() => URL.revokeObjectURL(this.props.url));
    }

    print() {
        this.paper.el.contentWindow.print();
    }
}

function toUrl({paper, mimetype}) {
    const bytes = Uint8Array.from(window.atob(paper), (char) => char.charCodeAt(0));
    return URL.createObjectURL(new window.Blob([bytes], {type: mimetype}));
}

/** The paper came in the answer itself: there is no address to fetch it from again. */
function printOnce(env, {name, params}) {
    env.services.dialog.add(
        PrintOnceDialog,
        {title: name, url: toUrl(params)},
        {
            onClose: () =>
                env.services.action.doAction({type: "ir.actions.act_window_close"}),
        }
    );
}

registry.category("actions").add("ruiji_print_once", printOnce);
