from . import (
    client_feedback,
    client_feedback_deadline,
    client_feedback_open,
    feedback_category,
    feedback_cause,
    feedback_term,
    ir_rule_wall,
    ir_sequence,
)
