from . import (
    account_manager_edit,
    allocation_return,
    archive_export,
    client_confirmation,
    client_dispute_decision,
    client_return,
    unit_move,
    unit_move_effect,
    web_access_grant,
    web_access_password,
)
