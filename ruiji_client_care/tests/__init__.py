from . import test_feedback_open
from . import test_rating_page, test_satisfaction
