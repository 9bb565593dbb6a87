"""The dashboards, declared role by role and composed for whoever opens one."""

from .account_manager import ACCOUNT_MANAGER
from .composer import Composer
from .finance import FINANCE
from .general_manager import GENERAL_MANAGER
from .marketing_vp import MARKETING_VP
from .technical_manager import TECHNICAL_MANAGER

BOARDS = {
    "general_manager": GENERAL_MANAGER,
    "marketing_vp": MARKETING_VP,
    "account_manager": ACCOUNT_MANAGER,
    "technical_manager": TECHNICAL_MANAGER,
    "finance": FINANCE,
}
