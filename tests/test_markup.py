"""Every mark a writer may use, and the HTML it becomes; one built page holds them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sites

NBSP, HYPHEN = "\u00a0", "\u2011"
PHONE = f'<a class="tel" href="tel:+4620505050"><bdi dir="ltr">020{HYPHEN}50{NBSP}50{NBSP}50</bdi></a>'
OUT = '<span class="hidden"> (extern webbplats)</span></a>'
LINK = f'<a class="ext" href="https://arbetsformedlingen.se/" hreflang="sv" rel="external">%s{OUT}'

MARKS = {
    "paragraphs": ("Ett.\n\nTvå\ntre.", "<p>Ett.</p>\n<p>Två\ntre.</p>"),
    "strong": ("**Starkt** och *betonat*.", "<p><strong>Starkt</strong> och <em>betonat</em>.</p>"),
    "line-break": ("Ett\\\ntvå<br>tre", "<p>Ett<br>\ntvå<br>tre</p>"),
    "escapes": ('1 < 2 & 3 > 2 "så"', '<p>1 &lt; 2 &amp; 3 &gt; 2 "så"</p>'),
    "page-link": ("Läs [om *vård*](health.md).", '<p>Läs <a href="@health">om <em>vård</em></a>.</p>'),
    "section-link": ("[Avgift](health.md#costs)", '<p><a href="@health#costs">Avgift</a></p>'),
    "own-section-link": ("[Ovan](#strong)", '<p><a href="#strong">Ovan</a></p>'),
    "start-link": ("[Start](index.md)", '<p><a href="/sv/">Start</a></p>'),
    "link-in-strong": ("**[Vård](health.md)** nu", '<p><strong><a href="@health">Vård</a></strong> nu</p>'),
    "two-links": ("[Ett](work.md), [två](health.md)", '<p><a href="@work">Ett</a>, <a href="@health">två</a></p>'),
    "phone": ("Ring [[kvinnofridslinjen]].", f"<p>Ring {PHONE}.</p>"),
    "link-fact": ("[[arbetsformedlingen]]", f"<p>{LINK % 'Arbetsförmedlingen'}</p>"),
    "link-fact-words": ("[[arbetsformedlingen|de & vi]]", f"<p>{LINK % 'de &amp; vi'}</p>"),
    "email": (
        "[[redaktionens-post]]",
        '<p><a href="mailto:redaktionen@omsverige.example"><bdi dir="ltr">redaktionen@omsverige.example</bdi></a></p>',
    ),
    "foreign-word": ("Ordet [work]{lang=en} här.", '<p>Ordet <span lang="en-SE" dir="ltr">work</span> här.</p>'),
    "right-to-left-word": ("[عمل]{lang=ar}", '<p><span lang="ar" dir="rtl">عمل</span></p>'),
    "lists": (
        "- ett\n- två\n  1. a\n  2. b",
        "<ul>\n<li>ett</li>\n<li>två\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</li>\n</ul>",
    ),
    "list-from-three": ("3. tre\n4. fyra", '<ol start="3">\n<li>tre</li>\n<li>fyra</li>\n</ol>'),
    "list-with-links": (
        "- [Ett](work.md)\n- [[kvinnofridslinjen]]",
        f'<ul>\n<li><a href="@work">Ett</a></li>\n<li>{PHONE}</li>\n</ul>',
    ),
    "definitions": (
        "Läkare\n: Ansök [här](work.md).",
        '<dl>\n<dt>Läkare</dt>\n<dd>Ansök <a href="@work">här</a>.</dd>\n</dl>',
    ),
    "note": (
        "> [!WARNING]\n> Akta [dig](work.md).",
        '<div class="note warning" role="note"><p class="label">Varning</p>\n'
        '<p>Akta <a href="@work">dig</a>.</p>\n</div>',
    ),
    "quote": ("> Sagt.", "<blockquote>\n<p>Sagt.</p>\n</blockquote>"),
    "table": (
        "| Vem | Hur mycket |\n| --- | ---: |\n| [Du](work.md) | [[arbetsformedlingen\\|de]] |",
        '<div class="table" role="group" tabindex="0" aria-label="Tabell"><table>'
        '<thead><tr><th scope="col">Vem</th><th scope="col" class="end">Hur mycket</th></tr></thead>'
        f'<tbody>\n<tr><td><a href="@work">Du</a></td><td class="end">{LINK % "de"}</td></tr>\n</tbody></table></div>',
    ),
    "question": (
        "### Varför? {.question}\nDärför.\n\n### Sedan {#then}\nMer.",
        '<details class="question"><summary><h3>Varför?</h3></summary><div>\n<p>Därför.</p>\n</div></details>\n'
        '<h3 id="then">Sedan</h3>\n<p>Mer.</p>',
    ),
    "abbreviation": (
        "SFI är bra. SFIX är annat.\n\n*[SFI]: Svenska för <invandrare>",
        '<p><abbr title="Svenska för &lt;invandrare&gt;">SFI</abbr> är bra. SFIX är annat.</p>',
    ),
    "abbreviation-called-as-a-note": (
        "> [!NOTE]\n> En note.\n\n*[note]: anmärkning",
        '<div class="note note" role="note"><p class="label">Bra att veta</p>\n'
        '<p>En <abbr title="anmärkning">note</abbr>.</p>\n</div>',
    ),
    "number-abbreviation": (
        "[[kvinnofridslinjen]] har 0 kronor i avgift.\n\n*[0]: noll",
        f'<p>{PHONE} har <abbr title="noll">0</abbr> kronor i avgift.</p>',
    ),
    "picture": (
        '![Ett "kort" & mer](../images/card.svg)',
        '<p><img src="/images/IMAGE" alt="Ett &quot;kort&quot; &amp; mer" loading="lazy" decoding="async"></p>',
    ),
    "code": ("`a < [[b]]`", "<p><code>a &lt; [[b]]</code></p>"),
    "tags": ("H<sub>2</sub>O <kbd>Esc</kbd>", "<p>H<sub>2</sub>O <kbd>Esc</kbd></p>"),
    "comment": ("Före <!-- dolt --> efter.", "<p>Före  efter.</p>"),
}
"""Mark → (Markdown, HTML); ``@name`` stands for the address of a page, IMAGE for the picture's published name."""


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of every section of the one page, by id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMSVERIGE_TODAY", sites.TODAY)
        project = sites.good(tmp_path_factory.mktemp("markup") / "project")
        front = (project / "content/sv/rights.md").read_text("utf-8").split("---\n")[1]
        body = "\n\n".join(f"## {name} {{#{name}}}\n{source}" for name, (source, _) in MARKS.items())
        (project / "content/sv/marks.md").write_text(f"---\n{front}---\nAllt.\n\n{body}\n", "utf-8")
        ran = sites.build(project)
    assert ran.code == 0, ran.err
    text = sites.html(project, "sv/marks")
    found = dict(re.findall(r'<section[^>]*>\s*<h2 id="([a-z-]+)">[^\n]*</h2>\n(.*?)\s*</section>', text, re.S))
    image = next((project / "site/images").iterdir()).name
    page = re.search(r'<a href="([^"]*)"[^>]*>Vård<', text)
    assert page, "no link to a page at all"
    shape = page.group(1).replace("health", "{}")
    for id, html in found.items():
        html = html.replace(image, "IMAGE")
        for name in ("health", "work"):
            html = html.replace(f'href="{shape.format(name)}', f'href="@{name}')
        found[id] = html.strip()
    return found


@pytest.mark.parametrize("mark", MARKS)
def test_mark_becomes_html(sections: dict[str, str], mark: str) -> None:
    assert sections[mark] == MARKS[mark][1]


def test_links_of_a_page_lead_where_the_writer_said(published: Path) -> None:
    for code in ("sv", "en", "ar"):
        main = sites.html(published, f"{code}/index").split("<main")[1]
        target = sites.page(published, f"{code}/health").relative_to(published / "site").as_posix()
        shown = f"/{target.removesuffix('index.html')}"
        assert f'<a href="{shown}#costs">' in main, f"{code}: the link to the fees is gone"
    assert "<img src=" in sites.html(published, "ar/health"), "the picture is gone"
