"""What the operator has settled: one frozen value, read from the environment once, when the program starts."""

import logging
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
SHORTEST_SECRET_KEY = 32
FEWEST_DIFFERENT_CHARACTERS = 10
PLACEHOLDERS = ("change", "secret", "example", "password", "replace", "your-key")


class ConfigurationError(Exception):
    """A setting that cannot be used; names the environment variable and says what it should be."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable} {problem}")
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting; each field is the environment variable of the same name in capitals (docs/configuration.md)."""

    environment: str
    public_url: str
    secret_key: str
    instance_directory: Path
    database_url: str
    database_pool_size: int
    timezone: str
    smtp_url: str | None
    feeds_gzip: bool
    log_level: str
    port: int
    workers: int
    threads: int

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read and check all settings. An empty variable counts as missing. Raises ConfigurationError."""
        read = _Environment(environ)
        port = read.number("PORT", default=8000, largest=65535)
        threads = read.number("THREADS", default=8, largest=256)
        public_url = read.checked("PUBLIC_URL", f"http://127.0.0.1:{port}", _web_address).rstrip("/")
        environment = _environment(read.text("ENVIRONMENT", "development"), public_url)
        instance = Path(read.text("INSTANCE_DIRECTORY", str(Path(__file__).parent / "instance"))).absolute()
        return cls(
            environment=environment,
            public_url=public_url,
            secret_key=_secret_key(read.text("SECRET_KEY", ""), environment, instance),
            instance_directory=instance,
            database_url=read.checked("DATABASE_URL", "sqlite:///sambrug.sqlite", partial(_database_address, instance)),
            database_pool_size=read.number("DATABASE_POOL_SIZE", default=threads, largest=1000),
            timezone=read.checked("TIMEZONE", "Europe/Copenhagen", _zone),
            smtp_url=read.checked("SMTP_URL", "", _mail_address) or None,
            feeds_gzip=read.checked("FEEDS_GZIP", "on", _switch) == "on",
            log_level=read.checked("LOG_LEVEL", "INFO", _log_level),
            port=port,
            workers=read.number("WORKERS", default=2, largest=256),
            threads=threads,
        )

    @property
    def production(self) -> bool:
        """Whether people depend on this service: then nothing is made up that the operator has not settled."""
        return self.environment == "production"

    @classmethod
    def variables(cls) -> tuple[str, ...]:
        """The environment variables, in the order of the fields."""
        return tuple(field.name.upper() for field in fields(cls))


@dataclass(frozen=True, slots=True)
class _Environment:
    """Reads one variable at a time."""

    environ: Mapping[str, str]

    def text(self, variable: str, default: str) -> str:
        return self.environ.get(variable, "").strip() or default

    def number(self, variable: str, *, default: int, largest: int) -> int:
        text = self.text(variable, str(default))
        if not (re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= largest):
            raise ConfigurationError(variable, f"must be a whole number from 1 to {largest}, not {text!r}")
        return int(text)

    def checked(self, variable: str, default: str, check: Callable[[str], str]) -> str:
        """The text as `check` returns it; what `check` has against it, as ConfigurationError."""
        text = self.text(variable, default)
        try:
            return check(text) if text else text
        except ValueError as error:
            raise ConfigurationError(variable, str(error)) from None


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or text.rstrip("/") != parts[0] + "://" + parts[1]:
        raise ValueError(f"must be an address without a path, such as https://booking.example.dk, not {text!r}")
    return text


def _database_address(instance: Path, text: str) -> str:
    """As SQLAlchemy wants it; a relative SQLite file lies in `instance`. A password is never repeated in a message."""
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and rest not in ("/", "/:memory:"):
        return f"sqlite:///{instance / rest[1:]}"
    if scheme in ("postgresql", "postgres", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    raise ValueError("must be postgresql://user:password@host/database or sqlite:////path/to/file")


def _mail_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("must be smtp://user:password@host:port, or smtps:// for TLS from the first byte")
    return text


def _switch(text: str) -> str:
    if text not in ("on", "off"):
        raise ValueError(f"must be on or off, not {text!r}")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"must be a zone of the IANA database such as Europe/Copenhagen, not {text!r}") from None
    return text


def _log_level(text: str) -> str:
    names = [name for name in logging.getLevelNamesMapping() if name not in ("NOTSET", "WARN", "FATAL")]
    if text.upper() not in names:
        raise ValueError(f"must be one of {', '.join(names)}, not {text!r}")
    return text.upper()


def _environment(text: str, public_url: str) -> str:
    """What others can reach is production, whatever else is said."""
    if text not in ("development", "production"):
        raise ConfigurationError("ENVIRONMENT", f"must be development or production, not {text!r}")
    return text if urlsplit(public_url).hostname in THIS_MACHINE else "production"


def _secret_key(text: str, environment: str, instance: Path) -> str:
    if environment != "production":
        return text or _generated_key(instance / "secret_key")
    advice = "in production: make one with  python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if not text:
        raise ConfigurationError("SECRET_KEY", f"must be set {advice}")
    if len(text) < SHORTEST_SECRET_KEY:
        raise ConfigurationError("SECRET_KEY", f"must have at least {SHORTEST_SECRET_KEY} characters {advice}")
    if len(set(text)) < FEWEST_DIFFERENT_CHARACTERS or any(word in text.lower() for word in PLACEHOLDERS):
        raise ConfigurationError("SECRET_KEY", f"can be guessed; it must be random {advice}")
    return text


def _generated_key(file: Path) -> str:
    """The key kept in `file`, readable by its owner only; made there by whichever process comes first."""
    if file.exists():
        return file.read_text().strip()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as key:
        key.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text().strip()
