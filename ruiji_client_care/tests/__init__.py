from . import (
    test_care,
    test_claim,
    test_feedback_flow,
    test_feedback_hooks,
    test_feedback_mail,
    test_feedback_open,
    test_feedback_portal,
    test_improvement_measure,
    test_rating_page,
    test_satisfaction,
    test_visit,
)
