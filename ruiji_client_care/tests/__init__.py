from . import test_feedback_open, test_rating_page, test_satisfaction
