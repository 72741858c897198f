"""An INI file to `Settings`, with everything that is wrong or doubtful in it said at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planet.config.blogs import Blogs, Topics, values
from planet.config.compatibility import REPLACED, TEMPLATE_OPTIONS, THEMES
from planet.config.ini import Document, Item, Section, read
from planet.config.lists import Get, is_remote, members
from planet.config.problems import Problem, Problems, Severity, gettext
from planet.config.schema import STAGES, Setting, blog_settings, distinct, planet_settings
from planet.config.sections import Classified, Kind, classify
from planet.config.settings import Blog, Settings
from planet.config.values import decoded, near, without_quotes
from planet.errors import ConfigError

_PLACEHOLDER = re.compile(r"#\{(\w+)\}")
_OWN_THEMES = frozenset({"nuage", "classic", "plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading gave."""

    settings: Settings | None
    """None when the planet cannot run."""
    problems: tuple[Problem, ...]
    """Errors and warnings, by line."""


def load(path: Path, get: Callable[[str, Path, Settings], bytes | None] | None = None) -> Loaded:
    """Read a planet's INI and its reading lists.

    Remote reading lists are fetched by `get`, which the pipeline guards and paces: their address, where the copy is
    kept, and the settings so far give their bytes, or None for the copy. Without it the copies serve.

    Raises:
        ConfigError: when the file cannot be read at all.
    """
    path = Path(path).absolute()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError("cannot be read: %(reason)s", reason=error, path=path) from error
    except ValueError as error:
        raise ConfigError("is no path: %(reason)s", reason=error) from error
    problems = Problems(path)
    document = read(data, path=path, problems=problems)
    settings = _settings(document, get, problems)
    found = tuple(sorted(problems.found, key=lambda problem: (problem.path != path, problem.line or 0)))
    broken = any(problem.severity is Severity.ERROR for problem in found)
    return Loaded(settings=None if broken else settings, problems=found)


def _settings(
    document: Document, get: Callable[[str, Path, Settings], bytes | None] | None, problems: Problems
) -> Settings:
    base = document.path.parent
    planet = next((section for section in document.sections if section.name == "planet"), None)
    if planet is None:
        problems.warn(gettext("there is no [planet] section; every option is at its default"))
        planet = Section(name="planet", line=0)
    items = {**document.defaults, **planet.items}
    said = values(items, planet_settings(), section="planet", base=base, problems=problems, strict=True)
    _warn_of_keys(planet, problems)
    line = next((items[key].line for key in ("theme", "output_theme") if key in items), None)
    settings = _with_places(Settings(path=document.path, **_stages(said)), base, problems, line)
    sections = [classify(section, base=base, templates=_templates(items)) for section in document.sections]
    topics = Topics()
    for found in sections:
        if found.kind is Kind.TOPIC:
            topics.describe(found.section, name=found.name, kind=found.flavour, base=base, problems=problems)
    lists: Get | None = None if get is None else lambda url, copy: get(url, copy, settings)
    blogs = _blogs(sections, settings, topics, document.defaults, lists, problems)
    known = planet_settings()
    return replace(
        settings,
        topics=topics.in_order(),
        blogs=blogs,
        templates=_template_sections(sections, problems),
        extra={key: decoded(without_quotes(item.value)) for key, item in items.items() if key not in known},
        render=replace(settings.render, bill_of_materials=_materials(settings.render.bill_of_materials, blogs)),
    )


def _stages(said: Mapping[Setting, Any]) -> dict[str, Any]:
    """Return the arguments of Settings: one object per stage, and what stands in Settings itself."""
    stages = {
        stage: cls(**{setting.field: value for setting, value in said.items() if setting.stage == stage})
        for stage, cls in STAGES.items()
    }
    return stages | {setting.field: value for setting, value in said.items() if not setting.stage}


def _with_places(settings: Settings, base: Path, problems: Problems, line: int | None) -> Settings:
    """Make every path absolute, and find the places that follow from others; `line` is the theme's."""
    fetch = replace(settings.fetch, cache_directory=base / settings.fetch.cache_directory)
    archive = settings.archive.archive or str(fetch.cache_directory.parent / "archive.sqlite")
    if "://" not in archive:
        archive = str(base / Path(archive).expanduser())
    return replace(
        settings,
        fetch=fetch,
        archive=replace(settings.archive, archive=archive),
        tags=replace(settings.tags, tags_file=base / settings.tags.tags_file),
        publish=replace(settings.publish, output_dir=base / settings.publish.output_dir),
        render=replace(settings.render, theme=_theme(settings.render.theme, base, problems, line)),
    )


def _theme(theme: str, base: Path, problems: Problems, line: int | None) -> str:
    """Return a theme's name, or the absolute path of its folder; Venus's own names lead to the nearest of Nuage's."""
    folder = base / theme
    if theme not in _OWN_THEMES and folder.is_dir():
        return str(folder.resolve())
    if "/" in theme:
        problems.fail(
            gettext("there is no such folder: %(path)s"), line=line, section="planet", key="theme", path=folder
        )
    elif theme in THEMES:
        problems.warn(
            gettext("Venus's theme %(theme)s is not here; %(nearest)s, the nearest one, is used"),
            line=line,
            section="planet",
            key="theme",
            theme=theme,
            nearest=THEMES[theme],
        )
        return THEMES[theme]
    return theme


def _templates(items: Mapping[str, Item]) -> frozenset[str]:
    """Return the names that template_files and filters give: sections of these names are theirs."""
    return frozenset(name for key in ("template_files", "filters") if key in items for name in items[key].value.split())


def _blogs(
    sections: Iterable[Classified],
    settings: Settings,
    topics: Topics,
    defaults: Mapping[str, Item],
    get: Get | None,
    problems: Problems,
) -> tuple[Blog, ...]:
    """Return the blogs of the INI and of its reading lists; a section overrides what a list says of the same feed."""
    sections = list(sections)
    blogs = Blogs(settings.path.parent, topics, problems)
    own = {found.name: found.section for found in sections if found.kind is Kind.BLOG}
    copies = settings.fetch.cache_directory.parent / "lists"
    listed: set[str] = set()
    named = 0
    for found in sections:
        if found.kind is Kind.LIST:
            for member in members(found, base=settings.path.parent, copies=copies, get=get, problems=problems):
                if member.name not in listed:
                    listed.add(member.name)
                    blogs.add(
                        _overridden(member, own),
                        address=member.name,
                        defaults=defaults,
                        listed=is_remote(found.name) and member.name not in own,
                    )
        elif found.kind is Kind.BLOG and found.name not in listed:
            blogs.add(found.section, address=found.name, defaults=defaults)
        elif found.kind is Kind.NAMED_BLOG:
            named += 1
            blogs.add(_titled(found.section), address=found.name, defaults=defaults)
            if named == 1:
                _explain_named(found, problems)
        elif found.kind is Kind.UNKNOWN:
            _explain_unknown(found, problems)
    if not blogs.all():
        problems.warn(gettext("there is no blog yet; `planet add ADDRESS` adds one"))
    return blogs.all()


def _overridden(member: Section, own: Mapping[str, Section]) -> Section:
    section = own.get(member.name)
    return Section(name=section.name, line=section.line, items=member.items | section.items) if section else member


def _titled(section: Section) -> Section:
    """Return a Pluto section with its title, or its own name, as the blog's name."""
    title = section.items.get("title") or Item(key="name", value=section.name, line=section.line)
    items = {key: item for key, item in section.items.items() if key not in ("feed", "title")}
    return replace(section, items={"name": title, **items})


def _explain_named(found: Classified, problems: Problems) -> None:
    problems.warn(
        gettext("the feed's address should be the section's name: [%(address)s]; read so here and below"),
        line=found.section.line,
        section=found.section.name,
        address=found.name,
    )


def _explain_unknown(found: Classified, problems: Problems) -> None:
    """Say what an unknown section may have been meant to be; it is left out."""
    keys = found.section.items.keys()
    if keys & {"kind", "order", "color"}:
        message = gettext("left out; a topic's section is written [topic %(name)s]")
    elif nearest := near(found.name.lower(), ("planet", "default")):
        message = gettext("left out; did you mean [%(name)s]?")
        problems.warn(message, line=found.section.line, section=found.name, name=nearest)
        return
    else:
        message = gettext("left out; a blog's section is named by the address of its feed")
    problems.warn(message, line=found.section.line, section=found.name, name=found.name)


def _template_sections(sections: Iterable[Classified], problems: Problems) -> dict[str, dict[str, str]]:
    """Return the template sections; planet-wide options that stand there by mistake are named."""
    found = {}
    for template in sections:
        if template.kind is not Kind.TEMPLATE:
            continue
        items = template.section.items
        for key in sorted(items.keys() & TEMPLATE_OPTIONS):
            problems.warn(
                gettext("stands in a template's section, so it does not act on the planet; move it up under [planet]"),
                line=items[key].line,
                section=template.name,
                key=key,
            )
        found[template.name] = {key: item.value for key, item in items.items()}
    return found


def _warn_of_keys(planet: Section, problems: Problems) -> None:
    """Say which keys of [planet] are no options, and what was probably meant."""
    known = planet_settings()
    names = tuple(setting.key for setting in distinct(known)) + tuple(sorted(REPLACED))
    blog_only = blog_settings().keys() - known.keys()
    for key, item in planet.items.items():
        place: dict[str, Any] = {"line": item.line, "section": "planet", "key": key}
        if key in known:
            continue
        if key in REPLACED:
            problems.warn(REPLACED[key], **place)
        elif nearest := near(key, names):
            problems.warn(gettext("no option of this name; did you mean %(nearest)s?"), nearest=nearest, **place)
        elif key in blog_only:
            problems.warn(gettext("an option of blogs; put it under [DEFAULT] to give it to each of them"), **place)
        else:
            problems.warn(gettext("no option of Nuage; templates see it as it is"), **place)


def _materials(names: Iterable[str], blogs: Iterable[Blog]) -> tuple[str, ...]:
    """Return bill_of_materials with `#{key}` filled from each blog that has the key and means a file by it."""
    filled: list[str] = []
    blogs = tuple(blogs)
    for name in names:
        key = _PLACEHOLDER.search(name)
        if not key:
            filled.append(name)
            continue
        for blog in blogs:
            value = blog.face if key.group(1) == "face" else blog.extra.get(key.group(1), "")
            if value and "://" not in value:
                filled.append(name.replace(key.group(), value))
    return tuple(dict.fromkeys(filled))
