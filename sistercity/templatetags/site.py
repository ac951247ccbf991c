"""Template tags and filters that Django's templates may use; all are built in."""

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sistercity import printing
from sistercity.charts import columns

register = template.Library()
for filtering in (
    printing.number,
    printing.host,
    printing.in_brackets,
    printing.elided,
    printing.json_ld,
    printing.breadcrumb_list,
    columns,
):
    register.filter(filtering)
for tag in (
    printing.text,
    printing.date,
    printing.contact_mail,
    printing.contact_address,
    printing.contact_telephone,
    printing.event_tag,
):
    register.simple_tag(tag)


@register.simple_tag(takes_context=True)
def report_url(context: Context, key: str = "") -> str:
    """Return the form for mistakes, about a record (``relationship:12``) or else this page."""
    path = context.request.path  # type: ignore[attr-defined]  # pages are printed for requests
    return reverse("report", query={"record": key or path})


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str) -> SafeString:
    """Print a link of the masthead: marked as the current page, or as the section it is in."""
    url = reverse(name)
    path = context["request"].path
    current = "page" if path == url else "true" if path.startswith(url) else ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, mark, label)


class Remember(Node):
    """Keeps what its content prints, so that base.html can use one block twice."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Print nothing."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    """Parse ``{% remember name %}…{% endremember %}``."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(name, nodelist)
