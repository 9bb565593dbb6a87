from . import client_return, web_access_grant, web_access_password
