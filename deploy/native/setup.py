"""All set-up that demo and tests need, side by side where that saves time: `python deploy/native/setup.py [demo|tests]`.

The doctor first; then MinIO's long build in the background while the virtual environment, the pages and the other servers
are made.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(CHECKOUT))

from deploy.native import doctor, provision  # noqa: E402 (the path above is what makes this importable from anywhere)
from deploy.native.cache import ProvisioningError  # noqa: E402
from deploy.native.servers import stopping_on_sigterm, wanted_names  # noqa: E402


def main(purpose: str) -> int:
    """Set up; 0 where all went well. Whatever is started here ends with this process."""
    if doctor.main([purpose]):
        return 1
    faults: list[str] = []
    provisioning = threading.Thread(target=_provision, args=(faults,), name="provision", daemon=True)
    with stopping_on_sigterm():
        try:
            provisioning.start()
            made = subprocess.run(
                ["make", "--no-print-directory", "venv", "web"], cwd=CHECKOUT, env=_plain_environment(), check=False
            )
            if made.returncode:
                return made.returncode
            provisioning.join()
        finally:
            provision.stop_builds()
    for fault in faults:
        sys.stderr.write(f"set-up failed: {fault}\n")
    return 1 if faults else 0


def _plain_environment() -> dict[str, str]:
    # A make inside make would share flags and job slots with the outer one, which has no part in this.
    return {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}


def _provision(faults: list[str]) -> None:
    try:
        provision.provision(wanted_names())
    except (ProvisioningError, OSError) as fault:
        faults.append(str(fault))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1] if sys.argv[1:] else "demo"))
    except KeyboardInterrupt:
        sys.stderr.write("set-up stopped; the next run goes on where this one ended\n")
        sys.exit(130)
