"""What client care adds to the dashboards, and the one of its own (ANA-01)."""

from .client_care import CLIENT_CARE
from .management import MANAGEMENT_ROWS
