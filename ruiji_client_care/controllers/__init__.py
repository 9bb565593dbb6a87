from . import portal_feedback, rating_page, visit_minutes
