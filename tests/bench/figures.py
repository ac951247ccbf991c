"""The figures of bin/bench as tables of Markdown, for the terminal and docs/performance.md."""

import statistics
from collections.abc import Sequence

from tests.bench.files import Work
from tests.bench.load import Sample
from tests.bench.pages import Rounds

BEGIN, END = "<!-- Figures: bin/bench --write -->", "<!-- End of the figures -->"


def number(value: float) -> str:
    """Return a number with as many digits after the point as say something."""
    return f"{value:,.{next((n for n, least in enumerate((100, 10, 0.1)) if value >= least), 3)}f}"


def spread(values: Sequence[float]) -> str:
    """Return the median, with the least and the most in brackets."""
    low, high = number(min(values)), number(max(values))
    middle = number(statistics.median(values))
    return middle if low == high else f"{middle} ({low}–{high})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return our figures divided by theirs, round by round; "-" where one failed."""
    found = [our / their for our, their in zip(ours, theirs, strict=False) if our and their]
    return spread(found) if found else "-"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown whose columns are aligned in a terminal too."""
    lines = [headings, ["-"] * len(headings), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    )


def cpu(samples: Sequence[Sample]) -> list[float]:
    """Return the milliseconds of CPU of a request in each round; nothing where one failed."""
    failed = any(sample.status not in (200, 304) for sample in samples)
    return [] if failed else [sample.cpu for sample in samples]


def shown(values: Sequence[float], samples: Sequence[Sample]) -> str:
    """Return figures, or the status of what failed; "-" where nothing was asked."""
    if values or not samples:
        return spread(values) if values else "-"
    return f"status {max(sample.status for sample in samples)}"


def uncached_table(found: Rounds) -> str:
    """Return the table of pages without the page cache."""
    names = [name for name in ("before", "here", "tutorial", "Datasette") if name in found["home"]]
    peers = [name for name in names if name != "here"]
    rows = []
    for page, samples in found.items():
        ours = samples["here"]
        used = {name: cpu(samples.get(name, [])) for name in names}
        cells = [shown(used[name], samples.get(name, [])) for name in names]
        cells += [ratio(used["here"], used[peer]) for peer in peers]
        cells += [spread([one.p50 for one in ours]), spread([one.p95 for one in ours])]
        rows.append([page, *cells, number(ours[0].size / 1000)])
    headings = ["CPU ms per request", *names, *(f"here : {peer}" for peer in peers)]
    return table([*headings, "p50 ms", "p95 ms", "kB"], rows)


def second_table(found: Rounds) -> str:
    """Return the table of second visits."""
    names = [name for name in ("before", "here", "bare") if name in found["home"]]
    rows = []
    for page, samples in found.items():
        ours, speeds = samples["here"], {n: [s.per_second for s in samples[n]] for n in names}
        cells = [spread(speeds[name]) for name in names]
        cells += [ratio(speeds[name], speeds["bare"]) for name in names[:-1]]
        rows.append([page, *cells, shown(cpu(ours), ours), number(ours[0].size / 1000)])
    ratios = [f"{name} : bare" for name in names[:-1]]
    return table(["requests per second", *names, *ratios, "CPU ms here", "kB"], rows)


def files_table(done: Sequence[Work]) -> str:
    """Return the table of imports and exports."""
    rows = [
        [one.name, number(one.cpu), number(one.seconds), number(one.memory) if one.memory else "-"]
        for one in done
    ]
    return table(["files", "CPU s", "seconds", "memory MB"], rows)


def put_into(document: str, figures: str) -> str:
    """Return a document with other figures between the two comments."""
    before, _, rest = document.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{rest.partition(END)[2]}"
