from . import client_return
