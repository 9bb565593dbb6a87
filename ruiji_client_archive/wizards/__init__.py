from . import (
    client_dispute_decision,
    archive_export,
    client_return,
    unit_move,
    unit_move_effect,
    web_access_grant,
    web_access_password,
)
