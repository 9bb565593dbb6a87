"""What after-sales service shows on dashboards."""

from .after_sales import AFTER_SALES, MANAGEMENT_ROWS
