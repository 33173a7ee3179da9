"""The guarantee that no place is held twice, as the database's own constraint and triggers, and whether they stand.

No two core claims overlap on the same unit, lane and time, and no buffer overlaps another's core claim; buffers may
overlap buffers, so the gap between two bookings is the larger of clear-up and set-up, whichever came first.
A lane that the unit does not have is refused, and what happened or was decided is never rewritten.
"""

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = ("journal", "decision", "letter")

POSTGRESQL = {
    "claim_held_once": """
        ALTER TABLE claim ADD CONSTRAINT claim_held_once EXCLUDE USING gist (
            int8range(unit_id, unit_id, '[]') WITH &&,
            int4range(lane_from, lane_to) WITH &&,
            tstzrange(starts_at, ends_at) WITH &&,
            (CASE WHEN core THEN int8range(NULL, NULL) ELSE int8range(occurrence_id, occurrence_id, '[]') END) WITH &&)
        """,
    "claim_at_most_a_day": """
        ALTER TABLE claim ADD CONSTRAINT claim_at_most_a_day CHECK (ends_at - starts_at <= interval '24:00:00')
        """,
    "claim_within_lanes": """
        CREATE OR REPLACE FUNCTION claim_within_lanes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- FOR SHARE: nobody lowers the lanes before this claim is there to be seen.
            IF coalesce(NEW.lane_to - 1, NEW.lane_from) > (SELECT lanes FROM unit WHERE id = NEW.unit_id FOR SHARE) THEN
                RAISE EXCEPTION 'claim_within_lanes' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER claim_within_lanes BEFORE INSERT OR UPDATE ON claim
        FOR EACH ROW EXECUTE FUNCTION claim_within_lanes()
        """,
    "unit_keeps_claimed_lanes": """
        CREATE OR REPLACE FUNCTION unit_keeps_claimed_lanes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM claim
                       WHERE unit_id = NEW.id AND coalesce(lane_to - 1, lane_from) > NEW.lanes) THEN
                RAISE EXCEPTION 'unit_keeps_claimed_lanes' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER unit_keeps_claimed_lanes BEFORE UPDATE OF lanes ON unit
        FOR EACH ROW EXECUTE FUNCTION unit_keeps_claimed_lanes()
        """,
} | {
    f"{table}_append_only": f"""
        CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$;
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION append_only()
        """
    for table in APPEND_ONLY
}

# Adding nothing makes SQLite write the time anew: 30 February and 24:00 come back as another.
_MISSHAPEN = """(strftime('%Y-%m-%d %H:%M:%S', substr({column}, 1, 19), '+0 seconds') IS NOT substr({column}, 1, 19)
            OR substr({column}, 20) NOT GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')"""

_CLAIM_CHECKS = f"""
        SELECT RAISE(ABORT, 'claim_time_form')
        WHERE {_MISSHAPEN.format(column="NEW.starts_at")} OR {_MISSHAPEN.format(column="NEW.ends_at")};
        SELECT RAISE(ABORT, 'claim_at_most_a_day')
        WHERE NEW.ends_at > strftime('%Y-%m-%d %H:%M:%S', substr(NEW.starts_at, 1, 19), '+24 hours')
                            || substr(NEW.starts_at, 20);
        SELECT RAISE(ABORT, 'claim_within_lanes')
        WHERE coalesce(NEW.lane_to - 1, NEW.lane_from) > (SELECT lanes FROM unit WHERE id = NEW.unit_id);
        SELECT RAISE(ABORT, 'claim_held_once')
        WHERE EXISTS (
            SELECT 1 FROM claim AS other
            WHERE other.unit_id = NEW.unit_id AND other.id IS NOT NEW.id
              AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
              AND other.starts_at >= strftime('%Y-%m-%d %H:%M:%S', substr(NEW.starts_at, 1, 19), '-24 hours')
              AND NEW.lane_from < coalesce(other.lane_to, 2147483647)
              AND other.lane_from < coalesce(NEW.lane_to, 2147483647)
              AND (other.core OR NEW.core OR other.occurrence_id = NEW.occurrence_id));
"""

_REWRITES = {
    "update": "BEFORE UPDATE ON {table}",
    "delete": "BEFORE DELETE ON {table}",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}

SQLITE = {
    "claim_inserted": f"CREATE TRIGGER claim_inserted BEFORE INSERT ON claim BEGIN {_CLAIM_CHECKS} END",
    "claim_updated": f"CREATE TRIGGER claim_updated BEFORE UPDATE ON claim BEGIN {_CLAIM_CHECKS} END",
    "unit_keeps_claimed_lanes": """
        CREATE TRIGGER unit_keeps_claimed_lanes BEFORE UPDATE OF lanes ON unit BEGIN
            SELECT RAISE(ABORT, 'unit_keeps_claimed_lanes')
            WHERE EXISTS (SELECT 1 FROM claim
                          WHERE unit_id = NEW.id AND coalesce(lane_to - 1, lane_from) > NEW.lanes);
        END
        """,
} | {
    f"{table}_{act}_refused": f"""
        CREATE TRIGGER {table}_{act}_refused {when.format(table=table)} BEGIN
            SELECT RAISE(ABORT, '{table} is append-only');
        END
        """
    for table in APPEND_ONLY
    for act, when in _REWRITES.items()
}

_STANDING = {
    "postgresql": """
        SELECT conname FROM pg_constraint WHERE conrelid = 'claim'::regclass AND convalidated
        UNION SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal
        """,
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def missing(connection: Connection) -> list[str]:
    """The parts of the guarantee that the database does not have, by name; empty when all stand."""
    standing = set(connection.scalars(text(_STANDING[connection.dialect.name])))
    return sorted(set(_parts(connection)) - standing)


def install(connection: Connection) -> None:
    """Create whatever is missing; run after every migration, as one that rebuilds a table loses its triggers."""
    if not inspect(connection).has_table("claim"):
        return
    for name in missing(connection):
        connection.exec_driver_sql(_parts(connection)[name], execution_options={"no_parameters": True})


def lift(connection: Connection) -> None:
    """Take the triggers away until `install`, in a migration's own transaction: SQLite renames no table that a trigger
    of another still names, so none could be rebuilt. PostgreSQL needs nothing of the kind.
    """
    if connection.dialect.name == "sqlite":
        for name in connection.scalars(text(_STANDING["sqlite"])).all():
            if name in SQLITE:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _parts(connection: Connection) -> dict[str, str]:
    return POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE
