"""Alembic's entry: the connection is handed in by ``hrdesk.services.schema``."""

from __future__ import annotations

from alembic import context

from hrdesk.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
context.run_migrations()
