"""Pages of the site and of its peers, measured in turns."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from urllib.parse import quote

from tests.bench.load import Limits, Sample, Visitor, sample
from tests.bench.servers import TUTORIAL, Server, Site, datasette, gunicorn, postgres_of

FACETS = "_size=50&_facet=prefecture&_facet=country&_facet=kind&_facet=status"
LIST = f"/register/relationships?{FACETS}"
# Rounds have as many requests as fit, but the slowest page is asked for once at least.
UNCACHED, SECOND = Limits(100, 2.0), Limits(20_000, 2.0, connections=8)
WARM_UP = Limits(8, 1.0, connections=4)  # so many connections reach both workers
BROWSER = {"Accept-Encoding": "br, gzip"}


@dataclass(frozen=True)
class BenchPage:
    """A page: its path here, in the tutorial version and in Datasette; "" where it has none."""

    name: str
    path: str
    tutorial: str
    datasette: str = ""


def listing(name: str, query: str, facets: str | None) -> BenchPage:
    """Return the list with a query, which the tutorial version understands as the site does."""
    path = f"relationships/{query}"
    return BenchPage(name, f"/en/{path}", f"/{path}", "" if facets is None else LIST + facets)


PAGES = (
    BenchPage("home", "/en/", "/", "/register"),
    listing("list", "", ""),
    listing("list, prefecture", "?prefecture=13", "&prefecture=Tokyo"),
    listing(
        "list, prefecture and country",
        "?prefecture=13&country=US",
        "&prefecture=Tokyo&country=United+States",
    ),
    listing("search, English", "?q=springfield", "&_search=springfield"),
    listing("search, Japanese", f"?q={quote('横浜')}", None),
    BenchPage(
        "municipality",
        "/en/municipalities/172014-kanazawa/",
        "/municipalities/172014-kanazawa/",
        "/register/relationships?_size=max&municipality=172014-kanazawa",
    ),
    BenchPage(
        "statistics",
        "/en/statistics/",
        "/statistics/",
        f"{LIST}&_facet=established&_facet=confidence",
    ),
    BenchPage(
        "country with the most",
        "/en/countries/us/",
        "/countries/US/",
        "/register/relationships?_size=max&country=United+States",
    ),
    BenchPage(
        "prefecture with the most",
        "/en/prefectures/01-hokkaido/",
        "/prefectures/01-hokkaido/",
        "/register/relationships?_size=max&prefecture=Hokkaido",
    ),
)
DEEP = listing("list, page 900", "?page=900", "&_next=45000")
DEEP_ROWS = 50 * 1_000  # a register of which the counted relationships fill 900 pages

VISITED_AGAIN = ("home", "list", "municipality", "country with the most")

Rounds = dict[str, dict[str, list[Sample]]]  # of a page's name, of a server's name


@dataclass(frozen=True)
class Target:
    """What one server is asked for."""

    server: Server
    path: str
    headers: dict[str, str]

    def sample(self, limits: Limits) -> Sample:
        """Ask for it again and again."""
        return sample(self.server.port, self.path, limits, self.server.cpu, self.headers)


def alternate(targets: dict[str, Target], limits: Limits, rounds: int) -> dict[str, list[Sample]]:
    """Measure targets in turns, after a visit to each worker that is not measured."""
    for target in targets.values():
        target.sample(WARM_UP)
    found: dict[str, list[Sample]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            found[name].append(target.sample(limits))
    return found


def uncached(site: Site, before: Site | None, rows: int, rounds: int) -> Rounds:
    """Measure each page without the page cache, here and at the peers."""
    postgres, wsgi = postgres_of(site.database), "sistercity.wsgi"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.tutorial_settings"}
    servers = {
        "here": gunicorn("here", wsgi, site, postgres, PAGE_CACHE="0"),
        "tutorial": gunicorn("tutorial", TUTORIAL, site, postgres, **settings),
        "Datasette": datasette(site),
    }
    if before:
        servers["before"] = gunicorn("before", wsgi, before, postgres, PAGE_CACHE="0")
    found: Rounds = {}
    with ExitStack() as stack:
        started = {name: stack.enter_context(server) for name, server in servers.items()}
        for page in (*PAGES, DEEP) if rows >= DEEP_ROWS else PAGES:
            paths = {"tutorial": page.tutorial, "Datasette": page.datasette}
            targets = {
                name: Target(server, paths.get(name, page.path), {})
                for name, server in started.items()
                if paths.get(name, page.path)
            }
            print(f"  {page.name}", file=sys.stderr)
            found[page.name] = alternate(targets, UNCACHED, rounds)
    return found


def second_visits(site: Site, before: Site | None, rounds: int) -> Rounds:
    """Measure how many visits a second are answered from the page cache, and 304 to one page.

    The bare application answers each time with as many bytes as the page has.
    """
    postgres, wsgi = postgres_of(site.database), "sistercity.wsgi"
    servers = {"here": gunicorn("cached", wsgi, site, postgres)}
    if before:
        servers["before"] = gunicorn("before-cached", wsgi, before, postgres)
    found: Rounds = {}
    with ExitStack() as stack:
        bare = stack.enter_context(gunicorn("bare", "tests.bench.bare:application", site))
        started = {name: stack.enter_context(server) for name, server in servers.items()}
        for page in (page for page in PAGES if page.name in VISITED_AGAIN):
            print(f"  {page.name}, second visit", file=sys.stderr)
            targets = {name: Target(server, page.path, BROWSER) for name, server in started.items()}
            size = targets["here"].sample(WARM_UP).size
            constant = {"bare": Target(bare, f"/{size}", BROWSER)}
            found[page.name] = alternate(targets | constant, SECOND, rounds)
            if page.name == "list":
                known = {name: if_none_match(target) for name, target in targets.items()}
                found["list, 304"] = alternate(known | constant, SECOND, rounds)
    return found


def if_none_match(target: Target) -> Target:
    """Return what a browser asks for that has the page already."""
    etag = Visitor(target.server.port).visit(target.path, target.headers).etag
    return replace(target, headers=target.headers | {"If-None-Match": etag})
