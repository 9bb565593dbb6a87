from . import test_feedback_open
