from . import call_log, visit_return
