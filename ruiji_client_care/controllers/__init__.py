from . import rating_page, visit_minutes
from . import portal_feedback, rating_page
