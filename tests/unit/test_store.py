"""A store keeps bytes, each version and release once; in a folder as files, or in memory."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, StoreError
from annotator.store import creation, disk
from annotator.store.folder import FolderStore
from annotator.store.memory import MemoryStore
from annotator.store.protocol import Store, Taken
from annotator.store.strangers import strangers


@pytest.fixture
def root(tmp_path):
    return tmp_path / "project" / "labels"


@pytest.fixture
def store(root):
    return FolderStore(root)


@pytest.fixture
def no_links(monkeypatch):
    """A disk that knows no second name for a file."""

    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(creation.os, "link", refuse)


def failing(monkeypatch, name, number):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(creation.os, name, fail)


def files(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


class TestAnyStore:
    """What holds of a store wherever it keeps its versions."""

    @pytest.fixture(params=["folder", "memory"])
    def store(self, request, root) -> Store:
        return FolderStore(root) if request.param == "folder" else MemoryStore()

    def test_an_empty_store_has_nothing(self, store):
        assert store.articles() == store.annotators("a") == store.versions("a", "a1") == ()

    def test_what_was_created_is_read_back(self, store):
        store.create("اشتباك", "a1", 1, b"one")
        store.create("اشتباك", "a1", 2, b"two")
        store.create("b", "b.2", 1, b"")
        assert store.read("اشتباك", "a1", 2) == b"two"
        assert store.read("b", "b.2", 1) == b""
        assert store.articles() == ("b", "اشتباك")
        assert store.annotators("اشتباك") == ("a1",)
        assert store.versions("اشتباك", "a1") == (1, 2)

    def test_a_version_is_created_once(self, store):
        store.create("a", "a1", 1, b"one")
        with pytest.raises(Taken) as caught:
            store.create("a", "a1", 1, b"other")
        assert "somebody else" in caught.value.what
        assert caught.value.where == store.where("a", "a1", 1)
        assert store.read("a", "a1", 1) == b"one"

    def test_of_many_writers_at_once_one_wins(self, store):
        def write(data):
            try:
                store.create("a", "a1", 1, data)
            except Taken:
                return None
            return data

        with ThreadPoolExecutor(8) as writers:
            won = [one for one in writers.map(write, [b"%d" % n for n in range(40)]) if one]
        assert won == [store.read("a", "a1", 1)]

    def test_versions_beyond_9999_follow_in_order(self, store):
        for number in (10_000, 9_999, 1):
            store.create("a", "a1", number, b"")
        assert store.versions("a", "a1") == (1, 9_999, 10_000)

    @pytest.mark.parametrize("article", ["", ".", "..", "../x", "a/b", ".x", "releases", "a\0b"])
    def test_names_that_would_leave_the_folder_are_refused(self, store, article):
        with pytest.raises(AnnotatorError):
            store.create(article, "a1", 1, b"")
        with pytest.raises(AnnotatorError):
            store.versions(article, "a1")
        assert store.articles() == ()

    @pytest.mark.parametrize("annotator", ["", "..", "A1", "a/b", "-a", "ا", "a" * 65, "a\n"])
    def test_names_that_are_no_annotator_s_are_refused(self, store, annotator):
        with pytest.raises(StoreError, match="--as NAME"):
            store.create("a", annotator, 1, b"")

    def test_a_version_that_is_not_there_is_an_error(self, store):
        with pytest.raises(StoreError, match="the label file cannot be read: it is not there"):
            store.read("a", "a1", 1)

    def test_versions_count_from_one(self, store):
        with pytest.raises(ValueError, match="count from 1"):
            store.create("a", "a1", 0, b"")

    def test_the_same_bytes_are_set_aside_once_and_are_no_version(self, store):
        where = store.set_aside("a", "a1", b"lost")
        assert store.set_aside("a", "a1", b"lost") == where
        store.set_aside("a", "a1", b"lost too")
        digests = [sha256(data).hexdigest() for data in (b"lost", b"lost too")]
        assert digests[0] in where
        assert store.aside("a", "a1") == tuple(sorted(digests))
        assert [store.read_aside("a", "a1", one) for one in digests] == [b"lost", b"lost too"]
        assert store.versions("a", "a1") == store.articles() == store.aside("a", "a2") == ()

    @pytest.mark.parametrize("digest", ["", "../0001", "A" * 64, "0" * 63])
    def test_what_is_no_sha256_names_nothing_that_was_set_aside(self, store, digest):
        with pytest.raises(StoreError, match="is no sha256"):
            store.read_aside("a", "a1", digest)

    def test_what_was_never_set_aside_is_an_error(self, store):
        with pytest.raises(StoreError, match="the file set aside cannot be read: it is not there"):
            store.read_aside("a", "a1", "0" * 64)
        with pytest.raises(StoreError, match="--as NAME"):
            store.set_aside("a", "..", b"")
        with pytest.raises(AnnotatorError):
            store.set_aside("../a", "a1", b"")

    def test_a_release_is_created_once_and_read_back(self, store):
        store.create_release("v2", b"two")
        store.create_release("V1.0", b"one")
        assert store.releases() == ("V1.0", "v2")
        assert store.read_release("V1.0") == b"one"
        with pytest.raises(Taken, match="is never changed") as caught:
            store.create_release("v2", b"other")
        assert caught.value.where == store.where_release("v2")
        assert store.read_release("v2") == b"two"
        assert store.articles() == ()

    def test_a_release_that_case_alone_tells_apart_is_refused(self, store):
        store.create_release("Spring", b"one")
        with pytest.raises(Taken, match="case alone"):
            store.create_release("spring", b"other")
        assert store.releases() == ("Spring",)

    @pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", ".x", "a\0b", "ا", "a" * 65])
    def test_names_that_are_no_release_s_are_refused(self, store, name):
        with pytest.raises(StoreError, match="cannot name a release"):
            store.create_release(name, b"")
        with pytest.raises(StoreError, match="cannot name a release"):
            store.read_release(name)
        assert store.releases() == ()

    def test_a_release_that_is_not_there_is_an_error(self, store):
        with pytest.raises(StoreError, match="the release cannot be read: it is not there"):
            store.read_release("v1")

    def test_of_many_who_release_at_once_one_wins_also_where_case_differs(self, store):
        def freeze(name):
            try:
                store.create_release(name, name.encode())
            except Taken:
                return None
            return name

        names = ["V1.a", "v1.a", "V1.A", "v1.A"] * 8
        with ThreadPoolExecutor(8) as writers:
            (won,) = [one for one in writers.map(freeze, names) if one]
        assert store.releases() == (won,)
        assert store.read_release(won) == won.encode()


class TestWithoutLinks(TestAnyStore):
    """The same on a disk without hard links."""

    @pytest.fixture(autouse=True)
    def _no_links(self, no_links):
        """Every test of the class, on such a disk."""

    @pytest.fixture
    def store(self, root):
        return FolderStore(root)


def test_versions_are_files_of_four_digits_or_more(store, root):
    store.create("a", "a1", 1, b"one")
    store.create("a", "a1", 12_345, b"two")
    assert files(root) == ["a/a1/0001.json", "a/a1/12345.json"]
    assert store.where("a", "a1", 1) == "labels/a/a1/0001.json"


def test_other_files_are_passed_over_and_told(store, root):
    store.create("a", "a1", 1, b"")
    folder = root / "a" / "a1"
    for name in (
        "1.json",
        "0000.json",
        "00002.json",
        "0002.txt",
        ".0002.json.0123456789abcdef.tmp",
    ):
        (folder / name).write_bytes(b"")
    (folder / "set-aside").mkdir()
    (folder / "set-aside" / "x.json").write_bytes(b"")
    store.set_aside("a", "a1", b"lost")
    (root / "a" / "notes.txt").write_bytes(b"")
    (root / "releases").mkdir()
    (root / "releases" / "one.json").write_bytes(b"")
    (root / "releases" / ".two.json.0123456789abcdef.tmp").write_bytes(b"")
    (root / "releases" / "notes.txt").write_bytes(b"")
    (root / "a\x1b[31m b").mkdir()
    assert store.versions("a", "a1") == (1,)
    assert store.articles() == ("a",)
    assert store.releases() == ("one",)
    assert [(one.where, one.kind) for one in strangers(root)] == [
        (ascii("labels/a\x1b[31m b"), "foreign"),
        ("labels/a/a1/.0002.json.0123456789abcdef.tmp", "unfinished"),
        ("labels/a/a1/0000.json", "foreign"),
        ("labels/a/a1/00002.json", "foreign"),
        ("labels/a/a1/0002.txt", "foreign"),
        ("labels/a/a1/1.json", "foreign"),
        (f"labels/a/a1/set-aside/{sha256(b'lost').hexdigest()}.json", "set aside"),
        ("labels/a/a1/set-aside/x.json", "foreign"),
        ("labels/a/notes.txt", "foreign"),
        ("labels/releases/.two.json.0123456789abcdef.tmp", "unfinished"),
        ("labels/releases/notes.txt", "foreign"),
    ]


def test_a_folder_or_a_pipe_in_place_of_a_file_is_said(store, root):
    (root / "a" / "a1" / "0001.json").mkdir(parents=True)
    os.mkfifo(root / "a" / "a1" / "0002.json")
    for number in (1, 2):
        with pytest.raises(StoreError, match="a folder or a device") as caught:
            store.read("a", "a1", number)
        assert caught.value.where == f"labels/a/a1/000{number}.json"
    with pytest.raises(Taken):
        store.create("a", "a1", 1, b"")


def test_a_file_in_place_of_a_folder_is_said(store, root):
    root.mkdir(parents=True)
    (root / "a").write_bytes(b"")
    (root / "b").mkdir()
    (root / "b" / "a1").write_bytes(b"")
    for article in ("a", "b"):
        with pytest.raises(StoreError, match="a file stands where a folder should be") as caught:
            store.create(article, "a1", 1, b"")
        assert not isinstance(caught.value, Taken)
    with pytest.raises(StoreError, match="a file stands where a folder should be") as caught:
        store.versions("b", "a1")
    assert caught.value.what.startswith("the folder of labels of b by a1 cannot be looked into")
    with pytest.raises(StoreError) as caught:
        store.versions("a", "a1")
    assert caught.value.where == "labels/a"


def test_a_file_in_place_of_all_labels_is_said_as_one(store, root):
    root.parent.mkdir(parents=True, exist_ok=True)
    root.write_bytes(b"")
    asked = (store.articles, lambda: store.annotators("a"), lambda: store.versions("b", "a1"))
    for ask in asked:
        with pytest.raises(StoreError) as caught:
            ask()
        assert caught.value.where == "labels"
        assert caught.value.what.startswith("the folder of labels cannot be looked into")


@pytest.mark.parametrize("step", ["link", "fsync", "open"])
@pytest.mark.parametrize(
    ("number", "what"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EACCES, "permission is denied")],
)
def test_what_the_disk_refuses_is_said_and_nothing_is_left(root, monkeypatch, step, number, what):
    (root / "a" / "a1").mkdir(parents=True)
    store = FolderStore(root)
    with monkeypatch.context() as patch:
        failing(patch, step, number)
        with pytest.raises(StoreError, match=what) as caught:
            store.create("a", "a1", 1, b"one")
    assert caught.value.where == "labels/a/a1/0001.json"
    assert files(root) == []
    store.create("a", "a1", 1, b"one")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_read_only_folder_is_said(store, root):
    root.mkdir(parents=True)
    root.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="permission is denied"):
            store.create("a", "a1", 1, b"one")
    finally:
        root.chmod(0o700)


def test_a_disk_that_syncs_no_folders_is_enough(store, root, monkeypatch):
    real = os.fsync

    def fsync(opened):
        if Path(f"/dev/fd/{opened}").is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        real(opened)

    monkeypatch.setattr(creation.os, "fsync", fsync)
    store.create("a", "a1", 1, b"one")
    assert store.read("a", "a1", 1) == b"one"


def test_the_file_is_on_the_disk_before_it_has_its_name(store, root, monkeypatch):
    steps = []
    real_fsync, real_link = os.fsync, os.link
    monkeypatch.setattr(creation.os, "fsync", lambda fd: (steps.append("sync"), real_fsync(fd))[1])
    monkeypatch.setattr(creation.os, "link", lambda *a: (steps.append("name"), real_link(*a))[1])
    (root / "a" / "a1").mkdir(parents=True)
    store.create("a", "a1", 1, b"one")
    assert steps == ["sync", "name", "sync"]
    steps.clear()
    store.create("b", "a1", 1, b"one")
    assert steps == ["sync", "sync", "sync", "name", "sync"]


def test_what_is_set_aside_and_what_is_released_are_files(store, root):
    digest = sha256(b"lost").hexdigest()
    assert store.set_aside("a", "a1", b"lost") == f"labels/a/a1/set-aside/{digest}.json"
    store.create_release("v1", b"one")
    assert store.where_release("v1") == "labels/releases/v1.json"
    assert files(root) == [f"a/a1/set-aside/{digest}.json", "releases/v1.json"]


def test_other_bytes_under_the_name_of_what_is_set_aside_are_told(store, root):
    store.set_aside("a", "a1", b"lost")
    (path,) = (root / "a" / "a1" / "set-aside").iterdir()
    path.write_bytes(b"changed")
    with pytest.raises(StoreError, match="not the file that its name says"):
        store.set_aside("a", "a1", b"lost")
    assert path.read_bytes() == b"changed"


def test_a_file_in_place_of_the_folder_of_releases_is_said(store, root):
    root.mkdir(parents=True)
    (root / "releases").write_bytes(b"")
    for ask in (store.releases, lambda: store.create_release("v1", b"")):
        with pytest.raises(StoreError, match="a file stands where a folder should be") as caught:
            ask()
        assert caught.value.where == "labels/releases"
    root.joinpath("releases").unlink()
    root.rmdir()
    root.write_bytes(b"")
    with pytest.raises(StoreError, match="the release cannot be saved: a file stands where"):
        store.create_release("v1", b"")


@pytest.mark.parametrize("step", ["link", "fsync", "open"])
def test_a_release_or_a_file_set_aside_that_the_disk_refuses_leaves_nothing(
    store, root, monkeypatch, step
):
    (root / "releases").mkdir(parents=True)
    (root / "a" / "a1" / "set-aside").mkdir(parents=True)
    for ask in (lambda: store.create_release("v1", b""), lambda: store.set_aside("a", "a1", b"")):
        with monkeypatch.context() as patch:
            failing(patch, step, errno.ENOSPC)
            with pytest.raises(StoreError, match="cannot be saved: the disk is full"):
                ask()
        assert files(root) == []
        ask()
        (kept,) = files(root)
        (root / kept).unlink()


def test_a_disk_that_locks_no_folders_is_enough(store, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(disk.fcntl, "flock", refuse)
    store.create_release("v1", b"one")
    assert store.read_release("v1") == b"one"
