"""A reader with a browser, who notes what the browser complains of and whom it calls."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

Scheme = Literal["light", "dark"]
Variant = tuple[int, Scheme]
# What a page is looked at in: width in pixels and colour scheme.
VARIANTS: list[Variant] = [
    (1280, "light"),
    (360, "light"),
    (360, "dark"),
    (1280, "dark"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of table rows that differ only in their texts and addresses, the first three stay for axe.
RUN_AXE = """async rules => {
    const seen = {};
    const shape = row => row.outerHTML.replace(/>[^<]+/g, '>').replace(/ (id|href)="[^"]*"/g, '');
    const is_fourth = name => (seen[name] = (seen[name] || 0) + 1) > 3;
    const alike = [...document.querySelectorAll('tbody tr')].filter(row => is_fourth(shape(row)));
    alike.forEach(row => row.remove());
    const options = {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']};
    return (await axe.run(document, options)).violations.map(rule =>
        `${rule.id}: ${rule.nodes.length} x ${rule.nodes[0].html.slice(0, 120)}`)
}"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Controls smaller than 24 pixels either way; links in running text may be (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => {
    const controls = 'button, select, summary, input:not([type=hidden], [type=checkbox]),' +
        'label.choice, nav a, .tiles a, .applied a, .choices a, .masthead > .wrap > a';
    return [...document.querySelectorAll(controls)].filter(one => one.checkVisibility())
        .map(one => [one, one.getBoundingClientRect()])
        .filter(([one, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
        .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)
}"""
STORED = "() => [document.cookie, localStorage.length, sessionStorage.length].join(' ').trim()"


class Visitor:
    """A browser context of its own with one page, and the notes of what went wrong."""

    def __init__(self, browser: Browser, server: str, **options: Any) -> None:
        self.server = server
        self.context = browser.new_context(**options)
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.context.route(lambda url: not url.startswith(server), self.refuse)
        self.page: Page = self.context.new_page()
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self.note_failed)

    def refuse(self, route: Route) -> None:
        """Note and stop a request that leaves the site."""
        self.foreign.append(route.request.url)
        route.abort()

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the console says; that an error page is one is no complaint."""
        is_status = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not (
            is_status and message.location["url"] == self.page.url
        ):
            self.complaints.append(f"{message.type}: {message.text}")

    def note_failed(self, request: Request) -> None:
        """Keep a request that failed, but not one that the browser stopped as it left the page.

        A page's icon is asked for after the page is loaded, so no test waits for it.
        """
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(request.url)

    def open(self, path: str) -> Page:
        """Load a page of the site."""
        self.page.goto(self.server + path, wait_until="load")
        return self.page

    def look(self, width: int, scheme: Scheme) -> None:
        """Look at the page in another width and colour scheme."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)

    def faults(self, variants: list[Variant] = VARIANTS) -> list[str]:
        """Return what is wrong with the page that is open, in some of the variants."""
        self.page.wait_for_load_state("load")  # a click waits only for the first bytes
        found = self.layout_faults()
        for variant in variants:
            self.look(*variant)
            found += [f"{variant}: {fault}" for fault in self.accessibility_faults()]
        return [*found, *self.complaints, *self.foreign]

    def accessibility_faults(self) -> list[str]:
        """Return what axe finds in the page as it is shown now."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(RUN_AXE, RULES)
        return found

    def layout_faults(self) -> list[str]:
        """Return controls that are too small at 360 pixels, and sideways scrolling at 320."""
        self.look(360, "light")
        found: list[str] = self.page.evaluate(SMALL_TARGETS)
        self.look(320, "light")
        self.page.evaluate(OPEN_ALL)
        overflow = self.page.evaluate(OVERFLOW)
        return found + ([f"scrolls sideways by {overflow} pixels"] if overflow else [])

    def traces(self) -> list[str]:
        """Return what the page left in the browser or sent elsewhere."""
        stored = self.page.evaluate(STORED)
        cookies = [str(cookie) for cookie in self.context.cookies()]
        return [*cookies, *self.foreign, *([] if stored == "0 0" else [f"stored: {stored}"])]
