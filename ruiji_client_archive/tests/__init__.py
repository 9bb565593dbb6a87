from . import test_client_file
from . import test_confidentiality
from . import test_lifecycle
from . import test_logistics
from . import test_review
from . import test_unit_tree
