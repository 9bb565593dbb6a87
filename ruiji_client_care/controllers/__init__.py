from . import portal_feedback, portal_feedback_reply, rating_page, visit_minutes
