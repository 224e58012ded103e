"""What laws of pages share: texts that would act, and a reader of what a page is made of."""

from html.parser import HTMLParser

from hypothesis import strategies as st

TAGS = frozenset(
    "html head meta title style body a div header h1 h2 h3 p dl dt dd ul ol li strong code nav "
    "main section figure figcaption svg desc line rect circle text table caption thead tbody tr "
    "th td small sup span bdi mark fieldset legend label input details summary pre footer b".split()
)
ALONE = frozenset("meta input line rect circle".split())
ATTRIBUTES = frozenset(
    "lang charset http-equiv content name id class href aria-label aria-labelledby role tabindex "
    "height width x y x1 x2 y1 y2 cx cy r text-anchor direction font-weight scope aria-hidden "
    "type checked open dir".split()
)
ACTING = (
    "</title></style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "{{ 7 * 7 }}{% raw %}",
    "| a | b |",
    "](javascript:x) ![x](y) `code` **b** <b>",
    "# 1. - + =",
    "=cmd()",
    "@SUM(1)",
    "-1+1",
    "\u202eevil\u2066",
    "\x1b]0;x\x07",
    "a\nb\r\nc",
    "&lt;&amp;",
    "-->",
    "مقال (A) 12",
)
words = (
    st.lists(st.sampled_from(ACTING) | st.text(max_size=4), min_size=1, max_size=3)
    .map("".join)
    .filter(lambda text: text.strip())
)


class Reader(HTMLParser):
    """What a page is made of; refuses elements that do not close where they should."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.text = [], set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader
