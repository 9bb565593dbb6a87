from . import (
    ir_rule_wall,
    repair_order_history,
    service_call,
    service_call_caller,
    service_call_dispatch,
    service_call_kind,
    service_call_site,
    service_call_steps,
)
