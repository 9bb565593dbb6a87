from . import (
    test_call_kind,
    test_call_register,
    test_call_roles,
    test_clock,
    test_dispatch,
    test_late_calls,
    test_voucher,
)
