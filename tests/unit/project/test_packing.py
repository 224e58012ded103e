"""A pack is read without the project, and tells no words of the articles unless it is to."""

import json
import shutil
from dataclasses import replace

import pytest

from annotator.errors import AnnotatorError, StoreError
from annotator.labels.labelling import Zone
from annotator.labels.span import Quote
from annotator.project.incoming import Asked
from annotator.project.ingest import add
from annotator.project.places import open_project
from annotator.project.releases.packing import check_pack, pack, read_pack, read_pack_file
from annotator.project.releases.releasing import release
from annotator.project.start import start
from annotator.store.codec import encode

VALUES = (
    ("assertion", "asserted"),
    ("claimant", Quote(4, 9, "إيغور")),
    ("event", "مسيرة إيغور"),
    ("outcome", "killed"),
)


@pytest.fixture
def frozen(project, keep, now):
    keep(
        "border",
        "gold",
        ("CASUALTY", 23, 39, VALUES, "قال إيغور ذلك"),
        ("PERSON", 4, 9),
        ("PLACE", 13, 19),
        zones=(Zone(41, 50, "وصل أمس"),),
        note="باتكين",
    )
    keep("flight", "gold", ("PLACE", 19, 26))
    return release(project, "v1.0", now=now)


@pytest.fixture
def elsewhere(tmp_path, project):
    """Somebody else's project with the same texts."""
    root = start(tmp_path / "other", sample=False)
    for name in ("border.txt", "flight.txt"):
        shutil.copy(project.seeds / name, root / "seeds")
    return open_project(root)


@pytest.mark.usefixtures("frozen")
class TestWithoutTexts:
    def test_no_word_of_the_articles_or_of_the_annotators_is_in_it(self, project):
        packed = pack(project, "v1.0").decode()
        said = (project.seeds / "border.txt").read_text().split()
        said += (project.seeds / "flight.txt").read_text().strip(".\n").split()
        assert not [word for word in said if len(word) > 2 and f" {word}" in packed]
        assert not [word for word in said if not word.isascii() and word in packed]
        assert "Bishkek" not in packed

    def test_places_labels_and_the_scheme_s_own_values_are_in_it(self, project):
        (border, _) = json.loads(pack(project, "v1.0"))["articles"]
        assert border["zones"] == [[41, 50]]
        assert [(one["label"], one["start"], one["end"]) for one in border["spans"]] == [
            ("PERSON", 4, 9),
            ("PLACE", 13, 19),
            ("CASUALTY", 23, 39),
        ]
        values = border["spans"][2]["attributes"]
        assert (values["outcome"], values["assertion"]) == ("killed", "asserted")
        assert values["claimant"].keys() == {"start", "end", "sha256"}
        assert values["event"].keys() == {"sha256"}

    def test_the_same_release_gives_the_same_bytes(self, project, keep):
        before = pack(project, "v1.0")
        keep("flight", "gold", ("DATE", 30, 38))
        assert pack(project, "v1.0") == before

    def test_it_is_proved_by_who_has_the_texts(self, project, elsewhere):
        found = read_pack(pack(project, "v1.0"), "pack.json")
        assert not found.with_texts
        assert check_pack(elsewhere, found, "pack.json") == ()

    def test_a_text_that_is_missing_or_another_is_told(self, project, elsewhere):
        found = read_pack(pack(project, "v1.0"), "pack.json")
        (elsewhere.seeds / "border.txt").unlink()
        (elsewhere.seeds / "flight.txt").write_bytes(b"The president left Bishkek on Friday.\n")
        (missing, other) = check_pack(elsewhere, found, "pack.json")
        assert missing.what == "these articles are not in this project: border"
        assert other.what == "these articles have other texts here: flight"
        assert (missing.where, other.where) == ("pack.json", "pack.json")

    def test_of_many_articles_that_are_missing_three_are_named(self, project, elsewhere):
        found = read_pack(pack(project, "v1.0"), "pack.json")
        (entry, _), (article, _) = found.release.entries, found.articles
        entries = tuple(replace(entry, article=f"x{at}") for at in range(5))
        many = replace(
            found, release=replace(found.release, entries=entries), articles=(article,) * 5
        )
        (missing,) = check_pack(elsewhere, many, "pack.json")
        assert missing.what.endswith(": x0, x1, x2 and 2 more")

    def test_words_that_are_not_those_of_the_text_are_told(self, project, elsewhere):
        found = read_pack(pack(project, "v1.0"), "pack.json")
        article = found.articles[1]
        moved = replace(article.spans[0], pieces=((20, 26),))
        wrong = replace(found, articles=(found.articles[0], replace(article, spans=(moved,))))
        (fault,) = check_pack(elsewhere, wrong, "pack.json")
        assert "its words are others" in fault.what
        assert fault.where == "pack.json: articles[1].spans[0] (s1)"

    def test_a_schema_that_no_longer_knows_a_value_hides_it(self, project):
        schema = project.guidelines / "schema.toml"
        schema.write_text(schema.read_text().replace('"killed"', '"dead"'))
        (border, _) = json.loads(pack(project, "v1.0"))["articles"]
        assert border["spans"][2]["attributes"]["outcome"].keys() == {"sha256"}


@pytest.mark.usefixtures("frozen")
class TestWithTexts:
    def test_every_label_file_can_be_written_again_as_it_was(self, project):
        found = read_pack(pack(project, "v1.0", texts="with"), "pack.json")
        assert found.with_texts
        for one in found.articles:
            path = project.labels / one.version.article_id / "gold" / "0001.json"
            assert encode(one.version) == path.read_bytes()
            assert one.text == (project.seeds / f"{one.version.article_id}.txt").read_text()

    def test_it_is_proved_by_who_has_the_texts(self, project, elsewhere):
        found = read_pack(pack(project, "v1.0", texts="with"), "pack.json")
        assert check_pack(elsewhere, found, "pack.json") == ()

    def test_a_text_that_was_replaced_since_is_packed_as_it_was(self, project, tmp_path):
        before = pack(project, "v1.0", texts="with")
        (tmp_path / "flight.txt").write_bytes(b"Another text altogether.\n")
        add(project, [tmp_path / "flight.txt"], Asked(), existing="replace")
        assert pack(project, "v1.0", texts="with") == before


@pytest.mark.usefixtures("frozen")
def test_what_is_not_as_it_was_released_is_not_packed(project):
    path = project.labels / "flight" / "gold" / "0001.json"
    path.write_bytes(path.read_bytes().replace(b"PLACE", b"PERSO"))
    with pytest.raises(AnnotatorError, match="not the file that was released"):
        pack(project, "v1.0")
    with pytest.raises(StoreError, match="there is no release"):
        pack(project, "v2")


def test_a_pack_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StoreError, match="the pack cannot be read: it is not there"):
        read_pack_file(tmp_path / "missing.json")
    with pytest.raises(StoreError, match="a folder or a device"):
        read_pack_file(tmp_path)
