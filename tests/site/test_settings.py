"""What a repository's mkdocs.yml may say: a list of settings and values, and nothing that runs, reads or calls."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT

# Each line, the place that is named, and a word of the message or of what to do.
REFUSED = [
    ("extra_templates: [assets/x.html]", "1:1", "add a page as a template"),
    ("hooks: [evil.py]", "1:1", "`hooks` is not a setting"),
    ("INHERIT: other.yml", "1:1", "`INHERIT`"),
    ("docs_dir: /etc", "1:1", "`pmokit build` decides this"),
    ("site_dir: ..", "1:1", "`pmokit build` decides this"),
    ("site_url: https://example.org", "1:1", "`pmokit build` decides this"),
    ("use_directory_urls: false", "1:1", "`pmokit build` decides this"),
    ("exclude_docs: '*'", "1:1", "`exclude_docs`"),
    ("watch: [/etc]", "1:1", "`watch`"),
    ("strict: false", "1:1", "`strict`"),
    ("dev_addr: 0.0.0.0:80", "1:1", "`dev_addr`"),
    ("edit_uri: ../x", "1:1", "`edit_uri`"),
    ("remote_branch: x", "1:1", "`remote_branch`"),
    ("plugin: [search]", "1:1", "Did you mean `plugins`?"),
    ("plugins: [tags, macros]", "1:17", "“macros” is not allowed for `plugins`"),
    ("plugins: [search]", "1:11", "“search” is not allowed for `plugins`"),
    ("plugins: [search]", "1:11", "the site has its own search"),
    ("plugins: [{search: {lang: en}}]", "1:12", "the site has its own search"),
    ("plugins: [offline]", "1:11", "“offline”"),
    ("plugins: {privacy: {enabled: true}}", "1:11", "`plugins.privacy`"),
    ("plugins: [{tags: {tags_file: x.md}}]", "1:19", "`plugins.tags.tags_file`"),
    ("markdown_extensions: [attr_list]", "1:23", "“attr_list”"),
    ("markdown_extensions: [pymdownx.snippets]", "1:23", "“pymdownx.snippets”"),
    ("markdown_extensions: [{toc: {slugify: os.system}}]", "1:30", "`markdown_extensions.toc.slugify`"),
    ("markdown_extensions: [{toc: {title: <b>}}]", "1:37", "“<b>”"),
    ("markdown_extensions: [{toc: {toc_depth: 99}}]", "1:41", "from 1 to 6"),
    ("theme: {custom_dir: x}", "1:9", "change the pages in site_templates/"),
    ("theme: {name: mkdocs}", "1:15", "`material`"),
    ("theme: readthedocs", "1:8", "`material`"),
    ("theme: {static_templates: [x.html]}", "1:9", "`theme.static_templates`"),
    ("theme: {locale: ../x}", "1:9", "`theme.locale`"),
    ("theme: {language: ../../x}", "1:19", "code of a language"),
    ("theme: {language: xx}", "1:19", "code of a language"),
    ("theme: {font: {text: Roboto}}", "1:9", "loaded from a server"),
    ("theme: {logo: ../../secret.svg}", "1:15", "begins with `assets/`"),
    ("theme: {logo: 'https://example.org/x.svg'}", "1:15", "begins with `assets/`"),
    ("theme: {favicon: assets/not-there.png}", "1:18", "begins with `assets/`"),
    ("theme: {icon: {logo: ../../../../etc/x}}", "1:22", "name of an icon"),
    ("theme: {icon: {logo: material/no-such}}", "1:22", "name of an icon"),
    ("theme: {features: [navigation.tab]}", "1:20", "Did you mean `navigation.tabs`"),
    ("theme: {palette: {primary: 'red;x'}}", "1:28", "“red;x”"),
    ("extra: {analytics: {provider: google, property: x}}", "1:9", "`extra.analytics`"),
    ("extra: {social: [{link: 'javascript:alert(1)'}]}", "1:9", "`extra.social`"),
    ("extra: {homepage: 'javascript:alert(1)'}", "1:9", "`extra.homepage`"),
    ("extra: {polyfills: ['https://example.org/x.js']}", "1:9", "`extra.polyfills`"),
    ("extra: {generator: maybe}", "1:20", "Write `true` or `false`"),
    ("extra_css: ['https://example.org/x.css']", "1:13", "begins with `assets/`"),
    ("extra_css: [assets/../../x.css]", "1:13", "begins with `assets/`"),
    ("extra_javascript: [{path: assets/pmokit.js, type: module}]", "1:20", "begins with `assets/`"),
    ("extra_javascript: [//example.org/x.js]", "1:20", "begins with `assets/`"),
    ("repo_url: javascript:alert(1)", "1:11", "begins with `https://`"),
    ("repo_url: http://example.org", "1:11", "begins with `https://`"),
    ("repo_url: https://gitlab.example.org/x/y", "1:11", "request from each reader's browser"),
    ("nav: [{Start: ../index.md}]", "1:15", "without `..`"),
    ("nav: [/etc/x.md]", "1:7", "without `..`"),
    ("nav: [{A: [{B: 'javascript:alert(1)'}]}]", "1:16", "without `..`"),
    ("nav: [.git/x.md]", "1:7", "without `..`"),
    ("validation: {nav: {not_found: never}}", "1:31", "“never”"),
    ("site_name: [x]", "1:1", "a text on one line"),
    ("- x", "1:1", "lines of `key: value`"),
    ("x: !!python/object/apply:os.system [id]", "1:4", "!!python/object/apply:os.system is not allowed"),
    ("site_name: !ENV HOME", "1:12", "!ENV is not allowed"),
    ("theme: {name: material, palette: !relative x}", "1:34", "!relative is not allowed"),
]  # fmt: skip


@pytest.fixture
def repository(sound_repository: Path) -> Path:
    """A repository whose own assets hold what an attacker would like to see run."""
    evil = f"__import__('pathlib').Path({str(sound_repository / 'ran')!r}).write_text('x')"
    assets = sound_repository / "site_templates/assets"
    (sound_repository / "overrides").mkdir()
    assets.mkdir(parents=True)
    (sound_repository / "evil.py").write_text(evil)
    call = "{{ config.__class__.__init__.__globals__['__builtins__'].exec(" + repr(evil) + ") }}"
    for path in (assets / "x.html", sound_repository / "overrides/main.html"):
        path.write_text(call)
    (sound_repository / "other.yml").write_text(f"hooks: [{sound_repository / 'evil.py'}]\n")
    return sound_repository


def findings(result: Result) -> list[tuple[str, str]]:
    """Place and text of each finding about the settings."""
    some = [found for found in json.loads(result.stdout)["findings"] if found["path"] == "mkdocs.yml"]
    return [(f"{found['line']}:{found['column']}", f"{found['message']}. {found['help']}") for found in some]


def test_a_check_refuses_each_setting_that_is_not_listed_at_its_place(
    repository: Path, run: Callable[..., Result]
) -> None:
    wrong = []
    for line, place, words in REFUSED:
        (repository / "mkdocs.yml").write_text(line + "\n")
        result = run("check", "--root", repository, "--format", "json")
        found = findings(result)
        named = [at == place and words in text for at, text in found]
        if result.exit_code != 1 or not any(named):
            wrong.append((line, found))
    assert wrong == []


@pytest.mark.parametrize(
    "settings",
    [
        "extra_templates: [assets/x.html]",
        "theme: {name: material, custom_dir: overrides}",
        "hooks: [evil.py]",
        "INHERIT: other.yml",
        "x: !!python/object/apply:os.system ['touch ran']",
    ],
)
def test_no_setting_runs_a_command_when_the_site_is_built(
    repository: Path, run: Callable[..., Result], settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    (repository / "mkdocs.yml").write_text(settings + "\n")
    result = run("build")
    assert not (repository / "ran").exists()
    assert result.exit_code == 1 and "mkdocs.yml:1:" in result.stderr
    assert not (repository / "site").exists() and "The last site is unchanged." in result.stderr


def test_a_forge_gets_the_finding_at_the_file_also_where_the_root_is_a_folder_of_its_repository(
    repository: Path, run: Callable[..., Result]
) -> None:
    os.system(f"git init -q {repository.parent}")
    (repository / "mkdocs.yml").write_text("hooks: [evil.py]\n")
    result = run("check", "--root", repository, "--format", "github")
    assert f"file={repository.name}/mkdocs.yml,line=1" in result.stdout


def test_settings_that_are_a_link_are_refused_and_without_settings_nothing_is(
    repository: Path, run: Callable[..., Result]
) -> None:
    result = run("check", "--root", repository, "--format", "json")
    assert findings(result) == []
    (repository / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    result = run("check", "--root", repository, "--format", "json")
    assert findings(result)[0][1] == "mkdocs.yml is a symbolic link. Replace the link by the file itself."
    assert run("build", "--root", repository).exit_code == 1


def test_the_shipped_settings_and_those_of_a_new_repository_are_let_pass(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run("init", tmp_path / "new")
    assert findings(run("check", "--root", tmp_path / "new", "--format", "json")) == []
    assert (tmp_path / "new/mkdocs.yml").read_bytes() == (ROOT / "mkdocs.yml").read_bytes()


def test_a_finding_about_settings_is_new_to_every_change(
    repository: Path, run: Callable[..., Result]
) -> None:
    (repository / "mkdocs.yml").write_text("hooks: [evil.py]\n")
    git = f"git -C {repository} -c user.name=a -c user.email=a@example.org"
    os.system(f"{git} init -q && {git} add . && {git} commit -qm x")
    result = run("check", "--root", repository, "--base", "HEAD", "--format", "json")
    assert result.exit_code == 1 and len(findings(result)) == 1


@pytest.mark.slow
def test_what_settings_say_is_shown_as_it_is_and_nothing_is_loaded_from_elsewhere(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    hostile = '"></title><script>alert(1)</script>{{ 77*77 }}&amp;'
    lines = [f"{key}: '{hostile}'" for key in ("site_name", "site_description", "site_author", "copyright")]
    lines += ["repo_url: https://forge.example.org/pmo", f"repo_name: '{hostile}'"]
    lines += [
        f"nav: [{{'{hostile}': index.md}}, {{Wiki: 'https://example.org/?a=1&b=2'}}]",
        "not_in_nav: '*'",
    ]
    lines += [f"theme: {{palette: {{toggle: {{icon: material/eye, name: '{hostile}'}}}}}}"]
    (small_copy / "mkdocs.yml").write_text("\n".join(lines) + "\n")
    shutil.rmtree(small_copy / "site_templates")
    assert run("build", "--root", small_copy).exit_code == 0
    page = (small_copy / "site/index.html").read_text(encoding="utf-8")
    assert "alert(1)</script>" not in page and "&#60;script&#62;alert" in page and "5929" not in page
    assert "https://example.org/?a=1&b=2" in page and "Generated by pmokit" in page
    for found in (small_copy / "site").rglob("*.html"):
        text = found.read_text(encoding="utf-8")
        assert "googleapis" not in text and "unpkg" not in text and "cdnjs" not in text
