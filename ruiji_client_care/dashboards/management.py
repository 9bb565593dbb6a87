"""What management sees of client care beside the rest (ANA-04)."""

from odoo.tools import LazyTranslate

from odoo.addons.ruiji_repair_pricing.dashboards.declarations import Chart, Score

from .sources import COMPLAINTS, LATE_MINUTES, SATISFACTION, VISITS

# Declarations know no viewer yet: they are translated for whoever looks.
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

MANAGEMENT_ROWS = (
    (
        Score(_lt("Visits and calls"), VISITS),
        Score(_lt("Overdue minutes"), LATE_MINUTES),
        Score(_lt("Complaints"), COMPLAINTS),
        Score(_lt("Satisfied clients"), SATISFACTION, "content_rate:avg", "percent"),
    ),
    (
        Chart("rows", _lt("Visits by region"), VISITS, ("state_id",), ranked=True),
        Chart("rows", _lt("Visits by visitor"), VISITS, ("user_id", "kind")),
    ),
)
