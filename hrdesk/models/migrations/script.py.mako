"""${message}

Rules for authors: a released migration never changes; write plain operations (no import of the
models, which will move on); make it run on SQLite and PostgreSQL; add the revision to
``hrdesk/models/schema.py``; store a database of the schema before it in ``tests/migrations``.
"""

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
