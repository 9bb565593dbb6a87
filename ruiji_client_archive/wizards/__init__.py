from . import client_return
from . import web_access_grant
from . import web_access_password
