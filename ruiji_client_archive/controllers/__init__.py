from . import (
    archive_import,
    login,
    portal_address,
    portal_attention,
    portal_change_request,
    portal_client_file,
    portal_login,
    portal_login_request,
    portal_unit,
)
