"""The templates of public pages: what each may do, and what the environment gives them."""

from typing import Any, cast

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from jinja2 import UndefinedError, nodes

ENVIRONMENT = cast("Jinja2", engines["jinja2"]).env
NAMES = ENVIRONMENT.list_templates()
COMPONENTS = [name for name in NAMES if name.startswith("components/")]
LOADING = (nodes.Include, nodes.Import, nodes.FromImport)


def parsed(name: str) -> nodes.Template:
    loader: Any = ENVIRONMENT.loader
    return ENVIRONMENT.parse(loader.get_source(ENVIRONMENT, name)[0])


def render(source: str, **context: Any) -> str:
    with translation.override("en"):
        return ENVIRONMENT.from_string(source).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    assert ENVIRONMENT.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_no_template_loads_another_one_for_each_row(name):
    loops = parsed(name).find_all(nodes.For)

    assert [load.lineno for loop in loops for load in loop.find_all(LOADING)] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_one_macro_that_sees_only_its_arguments(name):
    # What is set outside of a macro is kept with the language of the page that was first.
    body = [part for part in parsed(name).body if not is_blank(part)]
    macros = [part for part in body if isinstance(part, nodes.Macro)]
    loads = [part for part in body if isinstance(part, nodes.FromImport)]

    assert len(macros) + len(loads) == len(body)
    assert [f"components/{one.name}.html" for one in macros if one.name[0] != "_"] == [name]
    assert not [load for load in loads if load.with_context]


def is_blank(part: nodes.Node) -> bool:
    printed = part.nodes if isinstance(part, nodes.Output) else [part]
    return all(isinstance(one, nodes.TemplateData) and not one.data.strip() for one in printed)


@pytest.mark.parametrize("source", ["{{ nmae }}", "{{ place.nmae }}", "{% if nmae %}{% endif %}"])
def test_a_misspelt_name_is_an_error(source):
    with pytest.raises(UndefinedError, match="nmae"):
        render(source, name="Otaru", place={"name": "Otaru"})


def test_values_are_escaped_and_messages_are_not():
    hostile = "<b>&"

    shown = render(
        '{{ name }}|{{ _("<i>%(name)s</i> 5 %%", name=name) }}|'
        "{% trans n=2, name=name %}one{% pluralize n %}<i>{{ name }}</i>{% endtrans %}",
        name=hostile,
    )

    escaped = "&lt;b&gt;&amp;"
    assert shown == f"{escaped}|<i>{escaped}</i> 5 %|<i>{escaped}</i>"


@pytest.mark.parametrize("name", ["n", "num"])
def test_a_number_of_a_message_may_have_any_name(name):
    body = "{{ NAME }} row{% pluralize %}{{ NAME }} rows{% endtrans %}"
    source = "{% trans NAME=2 %}" + body

    assert render(source.replace("NAME", name)) == "2 rows"


def test_a_part_in_another_language_is_in_it_alone():
    shown = render(
        '{{ language() }} {% call in_language("ja") %}{{ language() }} {{ _("Home") }}{% endcall %}'
        " {{ language() }}"
    )

    assert shown == "en ja ホーム en"


def test_the_paths_of_links_are_those_of_the_language():
    source = "{{ url('home') }} {{ url('country', 'us') }}"

    english, japanese = (
        render(source),
        render(f"{{% call in_language('ja') %}}{source}{{% endcall %}}"),
    )

    assert english == "/en/ /en/countries/us/"
    assert japanese == english.replace("/en/", "/ja/")


def test_a_block_of_several_lines_is_one_line_of_the_title():
    assert render("{{ title|one_line }}", title="\n  Otaru –\n  <b>\n") == "Otaru – &lt;b&gt;"
