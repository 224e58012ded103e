"""What every test stands on."""

from __future__ import annotations

from hypothesis import settings

# How long an example may take says more about the machine than about the code.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")
