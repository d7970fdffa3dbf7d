"""`python -m server` with stand-in workers."""

import os
import sys

from server.config import read
from server.supervisor import Supervisor

if __name__ == "__main__":
    command = (sys.executable, "-m", "tests.standin_worker")
    sys.exit(Supervisor(read(sys.argv[1:], os.environ), command).run())
