"""What processes of this machine have used: processor time and memory, as Linux counts them."""

import os
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def children(process: int) -> list[int]:
    """The ids of those that it started and that still run."""
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def postmaster(data: Path) -> int:
    """The id of the PostgreSQL server of that data directory."""
    return int((data / "postmaster.pid").read_text().split()[0])


def cpu_seconds(process: int) -> float:
    """Of all its threads and its children, those included that have ended."""
    return (_ticks(process) + sum(map(_ticks, children(process)))) / TICKS_A_SECOND


def resident_megabytes(process: int) -> float:
    """What it has in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


def _ticks(process: int) -> int:
    """In user mode and in the kernel, and of children that it saw end (proc(5), fields 14 to 17); 0 once it ended.

    The name, which is field 2, may have spaces and parentheses.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, fields[11:15]))
