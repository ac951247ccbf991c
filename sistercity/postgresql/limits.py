"""Limits of a connection, as options of libpq and of the server."""

from typing import Any


def with_limits(
    options: dict[str, Any], *, connect: int, statement: int, lock: int, idle: int
) -> dict[str, Any]:
    """Return Django's OPTIONS of a database with limits in seconds; 0 is none.

    What the given options say wins: connect_timeout, and each setting in their own ``options``, of
    which the server heeds the last.
    """
    limits = {
        "statement_timeout": statement,
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": idle,
    }
    # Compiling a plan ("jit") takes longer than any query of ours.
    words = ["-c jit=off"] + [f"-c {name}={seconds}s" for name, seconds in limits.items()]
    ours = " ".join([*words, str(options.get("options", ""))]).strip()
    return {"connect_timeout": connect} | options | {"options": ours}
