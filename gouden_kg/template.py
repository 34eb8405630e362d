"""Files made from the templates of the package, outside the pages of the site."""

from __future__ import annotations


def render_template(name: str, **filling: object) -> str:
    """The template of a name below `templates/`, filled; HTML is escaped, and a name that nothing fills is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("gouden_kg", "templates"),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(filling)
