"""Settings: what is taken from the environment, and what is refused."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import Config, ConfigurationError

ROOT = Path(__file__).parent.parent
STRONG = "Zk3-9fLqYw7_RtB2mXc8VhJ5nDs0PgKa"
PUBLIC = "https://booking.example.dk"


@pytest.fixture
def instance(tmp_path: Path) -> dict[str, str]:
    return {"INSTANCE_DIRECTORY": str(tmp_path)}


def test_from_env__nothing_set__serves_this_machine_from_sqlite(instance: dict[str, str], tmp_path: Path) -> None:
    config = Config.from_env(instance)
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.database_url == f"sqlite:///{tmp_path}/sambrug.sqlite"
    assert config.timezone == "Europe/Copenhagen"
    assert not config.production


def test_from_env__empty_variables__count_as_missing(instance: dict[str, str]) -> None:
    empty = dict.fromkeys(set(Config.variables()) - set(instance), " ")
    assert Config.from_env(instance | empty) == Config.from_env(instance)


def test_from_env__no_instance_directory__is_beside_the_code() -> None:
    environment = {"SECRET_KEY": STRONG}
    assert Config.from_env(environment).instance_directory == ROOT / "instance"


def test_secret_key__missing_in_development__is_made_once_for_its_owner_only(
    instance: dict[str, str], tmp_path: Path
) -> None:
    first, second = Config.from_env(instance), Config.from_env(instance)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    "key",
    ["", "short", STRONG[:31], "a" * 64, "abcabc" * 10, "please-change-this-to-something-9184", "0123456789" * 3],
)
@pytest.mark.parametrize("where", [{"PUBLIC_URL": PUBLIC}, {"ENVIRONMENT": "production"}])
def test_secret_key__missing_or_weak_in_production__is_refused(
    key: str, where: dict[str, str], instance: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError, match=r"^SECRET_KEY ") as refusal:
        Config.from_env(instance | where | {"SECRET_KEY": key})
    assert not key or key not in str(refusal.value)


def test_secret_key__strong_in_production__is_taken(instance: dict[str, str]) -> None:
    config = Config.from_env(instance | {"PUBLIC_URL": PUBLIC, "SECRET_KEY": STRONG})
    assert config.secret_key == STRONG


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:8000/"])
def test_production__only_this_machine_can_reach_it__is_not(url: str, instance: dict[str, str]) -> None:
    assert not Config.from_env(instance | {"PUBLIC_URL": url}).production


def test_production__reachable_by_others__cannot_be_talked_away(instance: dict[str, str]) -> None:
    config = Config.from_env(instance | {"PUBLIC_URL": PUBLIC, "SECRET_KEY": STRONG, "ENVIRONMENT": "development"})
    assert config.production


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_database_url__any_name_of_postgresql__means_psycopg_3(scheme: str, instance: dict[str, str]) -> None:
    config = Config.from_env(instance | {"DATABASE_URL": f"{scheme}://sambrug:secret@db/sambrug"})
    assert config.database_url == "postgresql+psycopg://sambrug:secret@db/sambrug"


def test_database_url__relative_file__lies_in_the_instance_directory(instance: dict[str, str], tmp_path: Path) -> None:
    assert Config.from_env(instance | {"DATABASE_URL": "sqlite:///x.db"}).database_url == f"sqlite:///{tmp_path}/x.db"
    assert Config.from_env(instance | {"DATABASE_URL": "sqlite:////y/x.db"}).database_url == "sqlite:////y/x.db"


def test_database_url__unusable__is_not_repeated_with_its_password(instance: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        Config.from_env(instance | {"DATABASE_URL": "mysql://sambrug:hunter2@db/sambrug"})
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("PUBLIC_URL", "booking.example.dk"),
        ("PUBLIC_URL", "ftp://booking.example.dk"),
        ("PUBLIC_URL", "https://booking.example.dk/sambrug"),
        ("PUBLIC_URL", "https://[broken"),
        ("DATABASE_URL", "mysql://db/sambrug"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://"),
        ("DATABASE_POOL_SIZE", "0"),
        ("DATABASE_POOL_SIZE", "many"),
        ("TIMEZONE", "Europe/Ballerup"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", "Europe"),
        ("SMTP_URL", "mail.example.dk"),
        ("SMTP_URL", "http://mail.example.dk"),
        ("LOG_LEVEL", "loud"),
        ("LOG_LEVEL", "NOTSET"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "9" * 5000),
        ("PORT", "８０００"),
        ("WORKERS", "1.5"),
        ("THREADS", "0"),
    ],
)
def test_from_env__a_bad_value__is_refused_by_the_name_of_its_variable(
    variable: str, value: str, instance: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError, match=f"^{variable} ") as refusal:
        Config.from_env(instance | {variable: value})
    assert refusal.value.variable == variable


@pytest.mark.parametrize(
    "program", [["flask", "--app", "wsgi", "routes"], ["gunicorn", "wsgi:app", "--bind", "fd://0"]]
)
def test_start__a_bad_setting__is_one_line_and_no_traceback(program: list[str], instance: dict[str, str]) -> None:
    started = subprocess.run(
        [sys.executable, "-m", *program],
        cwd=ROOT,
        env=instance | {"TIMEZONE": "Nowhere"},
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert started.returncode != 0
    assert "Sambrug does not start: TIMEZONE must be" in started.stderr
    assert "Traceback" not in started.stderr


@pytest.mark.parametrize(("text", "on"), [("", True), ("on", True), ("off", False)])
def test_feeds_gzip__on_unless_turned_off(text: str, on: bool, instance: dict[str, str]) -> None:
    assert Config.from_env(instance | {"FEEDS_GZIP": text}).feeds_gzip is on


def test_feeds_gzip__anything_else__is_refused(instance: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"^FEEDS_GZIP must be on or off"):
        Config.from_env(instance | {"FEEDS_GZIP": "yes"})
