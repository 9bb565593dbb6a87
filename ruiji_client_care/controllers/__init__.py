from . import rating_page, visit_minutes
