from . import (
    client_return,
    unit_move,
    unit_move_effect,
    client_dispute_decision,
    client_return,
    web_access_grant,
    web_access_password,
)
