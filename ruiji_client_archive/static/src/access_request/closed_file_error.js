import {RedirectWarningDialog} from "@web/core/errors/error_dialogs";
import {registry} from "@web/core/registry";

// A closed client file comes with a button that asks for access.
registry
    .category("error_dialogs")
    .add(
        "odoo.addons.ruiji_client_archive.exceptions.ClosedFileError",
        RedirectWarningDialog
    );
