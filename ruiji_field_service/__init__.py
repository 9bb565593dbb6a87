from . import controllers, models, wizards
from . import models, wizards
from . import controllers, models
from . import models
from .hooks import uninstall_hook
