"""What Alembic runs: the steps, in the connection and the transaction that `kiosk.hub.database` gives."""

from __future__ import annotations

from alembic import context

from kiosk.hub.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
