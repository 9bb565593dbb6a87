from . import (
    test_call_kind,
    test_call_register,
    test_call_roles,
    test_dispatch,
)
