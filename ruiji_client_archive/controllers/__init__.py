from . import (
    archive_import,
    client_export,
    client_pivot,
    login,
    portal_address,
    portal_attention,
    portal_change_request,
    portal_client_file,
    portal_login,
    portal_login_request,
    portal_unit,
)
