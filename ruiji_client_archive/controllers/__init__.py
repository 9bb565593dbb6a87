from . import login
from . import portal_address
from . import portal_client_file
