from odoo.exceptions import AccessError


class ClosedFileError(AccessError):
    """A client file is closed to its reader, who may ask for it (ACC-02, ACC-04).

    Its arguments are those of Odoo's RedirectWarning: the web client shows the
    message with a button that opens the request.
    """

    def __init__(self, message, action, button, context):
        super().__init__(message)
        self.args = (message, action, button, context)

    def __str__(self):
        return self.args[0]
