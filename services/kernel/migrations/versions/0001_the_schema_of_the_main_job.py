"""The schema of the main job"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "click",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("referrer", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("visitor", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("device IN ('phone', 'tablet', 'computer', 'other')", name=op.f("ck_click_device")),
        sa.CheckConstraint("kind IN ('human', 'bot', 'preview')", name=op.f("ck_click_kind")),
        sa.CheckConstraint(
            "referrer IN ('network', 'search', 'mail', 'own', 'other', 'none')", name=op.f("ck_click_referrer")
        ),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index("ix_click_at", "click", ["at"], unique=False, postgresql_using="brin")
    op.create_index("ix_click_link", "click", ["organisation_id", "link_id", "at"], unique=False)
    op.create_table(
        "heartbeat",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("worker", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "organisation",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("brand_colour", sa.Text(), nullable=True),
        sa.CheckConstraint("locale IN ('da', 'en')", name=op.f("ck_organisation_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "person",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.CheckConstraint("locale IN ('da', 'en')", name=op.f("ck_person_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "stream_offset",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_stream_offset")),
    )
    op.create_table(
        "throttle",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("window_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_throttle")),
        sa.UniqueConstraint("key", name=op.f("uq_throttle_key")),
    )
    op.create_table(
        "visitor_salt",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_visitor_salt")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "consent",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("shown", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_consent_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_consent")),
    )
    op.create_table(
        "credential",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('email', 'printed', 'oidc', 'passkey', 'phone')", name=op.f("ck_credential_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credential_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("lookup", name=op.f("uq_credential_lookup")),
    )
    op.create_index(op.f("ix_credential_person_id"), "credential", ["person_id"], unique=False)
    op.create_table(
        "dirty_day",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "day", name=op.f("pk_dirty_day")),
    )
    op.create_table(
        "event",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("about_person_id", sa.Uuid(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("actor_kind IN ('person', 'key', 'system')", name=op.f("ck_event_actor_kind")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_event_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_event")),
        sa.UniqueConstraint("organisation_id", "sequence", name=op.f("uq_event_organisation_id_sequence")),
    )
    op.create_index("ix_event_about", "event", ["organisation_id", "about_person_id", "sequence"], unique=False)
    op.create_table(
        "event_head",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_event_head_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_event_head")),
    )
    op.create_table(
        "idempotency",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("caller_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_idempotency_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "caller_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "job",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('available', 'executing', 'retryable', 'completed', 'discarded')", name=op.f("ck_job_state")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_job_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_job")),
    )
    op.create_index(
        "ix_job_lease", "job", ["lease_until"], unique=False, postgresql_where=sa.text("state = 'executing'")
    )
    op.create_index(
        "ix_job_turn",
        "job",
        ["queue", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('available', 'retryable')"),
    )
    op.create_index(
        "uq_job_key",
        "job",
        ["organisation_id", "kind", "key"],
        unique=True,
        postgresql_where=sa.text("key IS NOT NULL AND state IN ('available', 'retryable')"),
    )
    op.create_table(
        "network_app",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("metadata", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_network_app_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_network_app")),
        sa.UniqueConstraint(
            "organisation_id", "network", "instance", name=op.f("uq_network_app_organisation_id_network_instance")
        ),
    )
    op.create_table(
        "organisation_role",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('owner')", name=op.f("ck_organisation_role_role")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_role_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_organisation_role_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", name=op.f("pk_organisation_role")),
    )
    op.create_table(
        "profile",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("avatar_url", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("capabilities", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("limits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('personal', 'professional', 'page')", name=op.f("ck_profile_kind")),
        sa.CheckConstraint(
            "state IN ('connected', 'expiring', 'needs_reconnect', 'revoked', 'declared')",
            name=op.f("ck_profile_state"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_profile_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_profile")),
    )
    op.create_index(op.f("ix_profile_person_id"), "profile", ["person_id"], unique=False)
    op.create_index(
        "uq_profile_account",
        "profile",
        ["organisation_id", "person_id", "network", "instance", "external_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'revoked'"),
    )
    op.create_table(
        "programme",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("outcomes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("joining", sa.Text(), nullable=False),
        sa.Column("question", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("approval", sa.Text(), nullable=False),
        sa.Column("min_group_size", sa.Integer(), nullable=False),
        sa.Column("lateness_minutes", sa.Integer(), nullable=False),
        sa.Column("disclosure", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("guidelines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("link_domains", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("approval IN ('never', 'new', 'always')", name=op.f("ck_programme_approval")),
        sa.CheckConstraint("joining IN ('open', 'code', 'apply', 'invite')", name=op.f("ck_programme_joining")),
        sa.CheckConstraint("kind IN ('employee', 'student', 'citizen', 'member')", name=op.f("ck_programme_kind")),
        sa.CheckConstraint(
            "outcomes <@ ARRAY['brand', 'engagement', 'recruitment', 'awareness', 'sales', 'cohesion', 'ties']",
            name=op.f("ck_programme_outcomes"),
        ),
        sa.CheckConstraint("min_group_size >= 5", name=op.f("ck_programme_min_group_size")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_programme_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_programme")),
    )
    op.create_table(
        "session",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_seconds", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("device IN ('phone', 'computer', 'unknown')", name=op.f("ck_session_device")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_session_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index(op.f("ix_session_person_id"), "session", ["person_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('link', 'email', 'confirm')", name=op.f("ck_sign_in_kind")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_sign_in_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("lookup", name=op.f("uq_sign_in_lookup")),
    )
    op.create_table(
        "asset",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("focal_x", sa.Float(), nullable=False),
        sa.Column("focal_y", sa.Float(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_asset_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_asset_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_asset")),
    )
    op.create_table(
        "connecting",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("return_to", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_connecting_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_connecting_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_connecting_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_connecting")),
    )
    op.create_table(
        "invitation",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "role IN ('ambassador', 'curator', 'administrator', 'viewer')", name=op.f("ck_invitation_role")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_invitation_made_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_invitation_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code", name=op.f("uq_invitation_code")),
    )
    op.create_table(
        "profile_reading",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "metric IN ('likes', 'comments', 'reposts', 'quotes', 'saves', 'views', 'impressions', 'reach', 'followers')",
            name=op.f("ck_profile_reading_metric"),
        ),
        sa.CheckConstraint("source IN ('network', 'own_link', 'person')", name=op.f("ck_profile_reading_source")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["profile.organisation_id", "profile.id"],
            name=op.f("fk_profile_reading_organisation_id_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_profile_reading_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_profile_reading")),
    )
    op.create_index(
        "ix_profile_reading_latest",
        "profile_reading",
        ["organisation_id", "profile_id", "metric", "as_of"],
        unique=False,
    )
    op.create_table(
        "profile_token",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["profile.organisation_id", "profile.id"],
            name=op.f("fk_profile_token_organisation_id_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_profile_token_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "profile_id", name=op.f("pk_profile_token")),
    )
    op.create_table(
        "programme_day",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("bots", sa.Integer(), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_programme_day_organisation_id_programme_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_programme_day_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", "programme_id", name=op.f("pk_programme_day")),
    )
    op.create_table(
        "ambassador",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("application", sa.Text(), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("accepted_guidelines_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "roles <@ ARRAY['ambassador', 'curator', 'administrator', 'viewer']", name=op.f("ck_ambassador_roles")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'invited', 'active', 'paused', 'left', 'declined')", name=op.f("ck_ambassador_state")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invitation_id"],
            ["invitation.organisation_id", "invitation.id"],
            name=op.f("fk_ambassador_organisation_id_invitation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_ambassador_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_ambassador_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ambassador_person_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_ambassador")),
        sa.UniqueConstraint(
            "organisation_id",
            "programme_id",
            "person_id",
            name=op.f("uq_ambassador_organisation_id_programme_id_person_id"),
        ),
    )
    op.create_index(op.f("ix_ambassador_person_id"), "ambassador", ["person_id"], unique=False)
    op.create_table(
        "ambassador_day",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("bots", sa.Integer(), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ambassador_id"],
            ["ambassador.organisation_id", "ambassador.id"],
            name=op.f("fk_ambassador_day_organisation_id_ambassador_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ambassador_day_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", "ambassador_id", name=op.f("pk_ambassador_day")),
    )
    op.create_table(
        "story",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("audience_tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("audience_languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("must_know", sa.Boolean(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_story_language")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'scheduled', 'live', 'expired', 'withdrawn')", name=op.f("ck_story_state")
        ),
        sa.CheckConstraint(
            "topic IN ('products', 'culture', 'expertise', 'projects', 'jobs', 'responsibility', 'events')",
            name=op.f("ck_story_topic"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["asset.organisation_id", "asset.id"],
            name=op.f("fk_story_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["ambassador.organisation_id", "ambassador.id"],
            name=op.f("fk_story_organisation_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_story_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_story_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_story")),
    )
    op.create_index(
        "ix_story_live",
        "story",
        [
            "organisation_id",
            "programme_id",
            sa.literal_column("pinned DESC"),
            sa.literal_column("publish_at DESC"),
            sa.literal_column("id DESC"),
        ],
        unique=False,
        postgresql_where=sa.text("state = 'live'"),
    )
    op.create_index(
        "ix_story_turns",
        "story",
        ["publish_at", "expires_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('scheduled', 'live')"),
    )
    op.create_table(
        "share",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("own_words", sa.Boolean(), nullable=False),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_share_language")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ambassador_id"],
            ["ambassador.organisation_id", "ambassador.id"],
            name=op.f("fk_share_organisation_id_ambassador_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "consent_id"],
            ["consent.organisation_id", "consent.id"],
            name=op.f("fk_share_organisation_id_consent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_share_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "story_id"],
            ["story.organisation_id", "story.id"],
            name=op.f("fk_share_organisation_id_story_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_share_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_share")),
    )
    op.create_index(
        "ix_share_mine", "share", ["organisation_id", "ambassador_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index("ix_share_story", "share", ["organisation_id", "story_id"], unique=False)
    op.create_table(
        "story_day",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("bots", sa.Integer(), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "story_id"],
            ["story.organisation_id", "story.id"],
            name=op.f("fk_story_day_organisation_id_story_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_story_day_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "day", "story_id", name=op.f("pk_story_day")),
    )
    op.create_table(
        "story_seen",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ambassador_id"],
            ["ambassador.organisation_id", "ambassador.id"],
            name=op.f("fk_story_seen_organisation_id_ambassador_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "story_id"],
            ["story.organisation_id", "story.id"],
            name=op.f("fk_story_seen_organisation_id_story_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_story_seen_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "ambassador_id", "story_id", name=op.f("pk_story_seen")),
    )
    op.create_table(
        "story_text",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("angles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("questions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("captions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_story_text_language")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "story_id"],
            ["story.organisation_id", "story.id"],
            name=op.f("fk_story_text_organisation_id_story_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_story_text_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_story_text")),
        sa.UniqueConstraint(
            "organisation_id", "story_id", "language", name=op.f("uq_story_text_organisation_id_story_id_language")
        ),
    )
    op.create_table(
        "post",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason_type", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_warning", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("alt", sa.Text(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_time", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("turn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_url", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "evidence IN ('opened', 'declared', 'clicks', 'link', 'confirmed')", name=op.f("ck_post_evidence")
        ),
        sa.CheckConstraint("mode IN ('api', 'assisted')", name=op.f("ck_post_mode")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'scheduled', 'claimed', 'sending', 'published', 'retry_wait', 'needs_reconnect', 'refused', 'unknown', 'ask_person', 'cancelled', 'withdrawn', 'missed', 'held', 'prepared', 'opened', 'declared')",
            name=op.f("ck_post_state"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["asset.organisation_id", "asset.id"],
            name=op.f("fk_post_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["profile.organisation_id", "profile.id"],
            name=op.f("fk_post_organisation_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "share_id"],
            ["share.organisation_id", "share.id"],
            name=op.f("fk_post_organisation_id_share_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_post")),
    )
    op.create_index("ix_post_profile", "post", ["organisation_id", "profile_id", "state"], unique=False)
    op.create_index("ix_post_share", "post", ["organisation_id", "share_id"], unique=False)
    op.create_index(
        "ix_post_turn",
        "post",
        ["turn_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')"),
    )
    op.create_index(
        "uq_post_live",
        "post",
        ["organisation_id", "share_id", "profile_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('sending', 'unknown', 'ask_person', 'published')"),
    )
    op.create_table(
        "attempt",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("step", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("error_kind", sa.Text(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('published', 'not_sent', 'unknown', 'refused', 'reconnect', 'ours')",
            name=op.f("ck_attempt_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "post_id"],
            ["post.organisation_id", "post.id"],
            name=op.f("fk_attempt_organisation_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_attempt_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "organisation_id", "post_id", "number", name=op.f("uq_attempt_organisation_id_post_id_number")
        ),
    )
    op.create_table(
        "link",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("ambassador_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("utm", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ambassador_id"],
            ["ambassador.organisation_id", "ambassador.id"],
            name=op.f("fk_link_organisation_id_ambassador_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "post_id"],
            ["post.organisation_id", "post.id"],
            name=op.f("fk_link_organisation_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "programme_id"],
            ["programme.organisation_id", "programme.id"],
            name=op.f("fk_link_organisation_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "story_id"],
            ["story.organisation_id", "story.id"],
            name=op.f("fk_link_organisation_id_story_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_link_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_link")),
        sa.UniqueConstraint("code", name=op.f("uq_link_code")),
    )
    op.create_index("ix_link_post", "link", ["organisation_id", "post_id"], unique=True)
    op.create_table(
        "post_reading",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "metric IN ('likes', 'comments', 'reposts', 'quotes', 'saves', 'views', 'impressions', 'reach', 'followers')",
            name=op.f("ck_post_reading_metric"),
        ),
        sa.CheckConstraint("source IN ('network', 'own_link', 'person')", name=op.f("ck_post_reading_source")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "post_id"],
            ["post.organisation_id", "post.id"],
            name=op.f("fk_post_reading_organisation_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_post_reading_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_post_reading")),
    )
    op.create_index(
        "ix_post_reading_latest", "post_reading", ["organisation_id", "post_id", "metric", "as_of"], unique=False
    )
    op.create_table(
        "link_day",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("bots", sa.Integer(), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "link_id"],
            ["link.organisation_id", "link.id"],
            name=op.f("fk_link_day_organisation_id_link_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_link_day_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "day", "link_id", name=op.f("pk_link_day")),
    )
    op.shield(
        "ambassador",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "mine": [
                    "SELECT",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "ambassador_day",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "asset",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "attempt",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "click",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["INSERT", "fortaler_worker", "true"],
            },
            {"fortaler_worker": ["DELETE", "INSERT", "SELECT"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "connecting",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "consent",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "credential",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": [
                    "ALL",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "dirty_day",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["ALL", "fortaler_worker", "true"],
            },
            {"fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "event",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": ["INSERT", "SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "event_head",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "heartbeat",
        ({}, {"fortaler_app": ["SELECT"], "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"]}),
        ({}, {}),
    )
    op.shield(
        "idempotency",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "invitation",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "code = convert_from(decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex'), 'UTF8')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "job",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["ALL", "fortaler_worker", "true"],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": [
                    "DELETE",
                    "INSERT",
                    "SELECT",
                    "UPDATE (attempts, due_at, epoch, finished_at, last_error, lease_until, state, updated_at)",
                ],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "link",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "redirect": ["SELECT", "fortaler_redirect", "true"],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": ["SELECT"],
                "fortaler_redirect": ["SELECT (code, destination, id, organisation_id)"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "link_day",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "network_app",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "organisation",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["SELECT", "UPDATE"], "fortaler_worker": ["SELECT"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "organisation_role",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "mine": [
                    "SELECT",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "person",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "post",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": [
                    "SELECT",
                    "fortaler_worker",
                    "state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')",
                ],
                "work_move": [
                    "UPDATE",
                    "fortaler_worker",
                    "state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "post_reading",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "profile",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "profile_reading",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "profile_token",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": [
                    "DELETE",
                    "INSERT",
                    "SELECT (organisation_id, profile_id)",
                    "UPDATE (key_id, sealed, updated_at)",
                ],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "programme",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "programme_day",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "session",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": [
                    "ALL",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "token_hash = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "share",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "sign_in",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
        ({}, {}),
    )
    op.shield(
        "story",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "story_day",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "story_seen",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield(
        "story_text",
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
        ({}, {}),
    )
    op.shield("stream_offset", ({}, {"fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"]}), ({}, {}))
    op.shield("throttle", ({}, {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"]}), ({}, {}))
    op.shield(
        "visitor_salt",
        ({}, {"fortaler_redirect": ["INSERT", "SELECT"], "fortaler_worker": ["DELETE", "INSERT", "SELECT"]}),
        ({}, {}),
    )
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER never_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.shield(
        "visitor_salt",
        ({}, {}),
        ({}, {"fortaler_redirect": ["INSERT", "SELECT"], "fortaler_worker": ["DELETE", "INSERT", "SELECT"]}),
    )
    op.shield("throttle", ({}, {}), ({}, {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"]}))
    op.shield("stream_offset", ({}, {}), ({}, {"fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"]}))
    op.shield(
        "story_text",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "story_seen",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "story_day",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "story",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "sign_in",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "bearer": [
                    "ALL",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "share",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "session",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": [
                    "ALL",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "token_hash = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "programme_day",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "programme",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "profile_token",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": [
                    "DELETE",
                    "INSERT",
                    "SELECT (organisation_id, profile_id)",
                    "UPDATE (key_id, sealed, updated_at)",
                ],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "profile_reading",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "profile",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "post_reading",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "post",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": [
                    "SELECT",
                    "fortaler_worker",
                    "state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')",
                ],
                "work_move": [
                    "UPDATE",
                    "fortaler_worker",
                    "state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "person",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": ["ALL", "fortaler_app", "id = NULLIF(current_setting('fortaler.person', true), '')::uuid"],
                "colleague": [
                    "SELECT",
                    "fortaler_app, fortaler_worker",
                    "EXISTS (SELECT FROM ambassador a WHERE a.person_id = person.id AND a.organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid)",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "organisation_role",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "mine": [
                    "SELECT",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "organisation",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["SELECT", "UPDATE"], "fortaler_worker": ["SELECT"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "network_app",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "link_day",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "link",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "redirect": ["SELECT", "fortaler_redirect", "true"],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": ["SELECT"],
                "fortaler_redirect": ["SELECT (code, destination, id, organisation_id)"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "job",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["ALL", "fortaler_worker", "true"],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": [
                    "DELETE",
                    "INSERT",
                    "SELECT",
                    "UPDATE (attempts, due_at, epoch, finished_at, last_error, lease_until, state, updated_at)",
                ],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "invitation",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "code = convert_from(decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex'), 'UTF8')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "idempotency",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "heartbeat",
        ({}, {}),
        ({}, {"fortaler_app": ["SELECT"], "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"]}),
    )
    op.shield(
        "event_head",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "event",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["INSERT", "SELECT"],
                "fortaler_worker": ["INSERT", "SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "dirty_day",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["ALL", "fortaler_worker", "true"],
            },
            {"fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "credential",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "mine": [
                    "ALL",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
                "bearer": [
                    "SELECT",
                    "fortaler_app",
                    "lookup = decode(NULLIF(current_setting('fortaler.bearer', true), ''), 'hex')",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "consent",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "connecting",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {"fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "click",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "work": ["INSERT", "fortaler_worker", "true"],
            },
            {"fortaler_worker": ["DELETE", "INSERT", "SELECT"], "fortaler_backup": ["SELECT"]},
        ),
    )
    op.shield(
        "attempt",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "asset",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "ambassador_day",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["SELECT"],
                "fortaler_worker": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.shield(
        "ambassador",
        ({}, {}),
        (
            {
                "owner": ["ALL", "fortaler_owner", "true"],
                "backup": ["SELECT", "fortaler_backup", "true"],
                "here": [
                    "ALL",
                    "fortaler_app, fortaler_worker",
                    "organisation_id = NULLIF(current_setting('fortaler.organisation', true), '')::uuid",
                ],
                "mine": [
                    "SELECT",
                    "fortaler_app",
                    "person_id = NULLIF(current_setting('fortaler.person', true), '')::uuid",
                ],
            },
            {
                "fortaler_app": ["DELETE", "INSERT", "SELECT", "UPDATE"],
                "fortaler_worker": ["SELECT"],
                "fortaler_backup": ["SELECT"],
            },
        ),
    )
    op.drop_table("link_day")
    op.drop_index("ix_post_reading_latest", table_name="post_reading")
    op.drop_table("post_reading")
    op.drop_index("ix_link_post", table_name="link")
    op.drop_table("link")
    op.drop_table("attempt")
    op.drop_index(
        "uq_post_live",
        table_name="post",
        postgresql_where=sa.text("state IN ('sending', 'unknown', 'ask_person', 'published')"),
    )
    op.drop_index(
        "ix_post_turn",
        table_name="post",
        postgresql_where=sa.text("state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')"),
    )
    op.drop_index("ix_post_share", table_name="post")
    op.drop_index("ix_post_profile", table_name="post")
    op.drop_table("post")
    op.drop_table("story_text")
    op.drop_table("story_seen")
    op.drop_table("story_day")
    op.drop_index("ix_share_story", table_name="share")
    op.drop_index("ix_share_mine", table_name="share")
    op.drop_table("share")
    op.drop_index("ix_story_turns", table_name="story", postgresql_where=sa.text("state IN ('scheduled', 'live')"))
    op.drop_index("ix_story_live", table_name="story", postgresql_where=sa.text("state = 'live'"))
    op.drop_table("story")
    op.drop_table("ambassador_day")
    op.drop_index(op.f("ix_ambassador_person_id"), table_name="ambassador")
    op.drop_table("ambassador")
    op.drop_table("programme_day")
    op.drop_table("profile_token")
    op.drop_index("ix_profile_reading_latest", table_name="profile_reading")
    op.drop_table("profile_reading")
    op.drop_table("invitation")
    op.drop_table("connecting")
    op.drop_table("asset")
    op.drop_table("sign_in")
    op.drop_index(op.f("ix_session_person_id"), table_name="session")
    op.drop_table("session")
    op.drop_table("programme")
    op.drop_index("uq_profile_account", table_name="profile", postgresql_where=sa.text("state <> 'revoked'"))
    op.drop_index(op.f("ix_profile_person_id"), table_name="profile")
    op.drop_table("profile")
    op.drop_table("organisation_role")
    op.drop_table("network_app")
    op.drop_index(
        "uq_job_key",
        table_name="job",
        postgresql_where=sa.text("key IS NOT NULL AND state IN ('available', 'retryable')"),
    )
    op.drop_index("ix_job_turn", table_name="job", postgresql_where=sa.text("state IN ('available', 'retryable')"))
    op.drop_index("ix_job_lease", table_name="job", postgresql_where=sa.text("state = 'executing'"))
    op.drop_table("job")
    op.drop_table("idempotency")
    op.drop_table("event_head")
    op.drop_index("ix_event_about", table_name="event")
    op.drop_table("event")
    op.drop_table("dirty_day")
    op.drop_index(op.f("ix_credential_person_id"), table_name="credential")
    op.drop_table("credential")
    op.drop_table("consent")
    op.drop_table("visitor_salt")
    op.drop_table("throttle")
    op.drop_table("stream_offset")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("heartbeat")
    op.drop_index("ix_click_link", table_name="click")
    op.drop_index("ix_click_at", table_name="click", postgresql_using="brin")
    op.drop_table("click")
    op.execute("DROP FUNCTION refuse_change()")
