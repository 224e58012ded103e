"""A stage for journeys: the real screen over a copy of the sample project, and its frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from annotator.project.places import Project, open_project
from annotator.project.sitting.annotate import open_session
from annotator.project.start import start
from annotator.tui.app import AnnotatorApp


class Frame(SingleFileSnapshotExtension):
    """One text file a frame, byte for byte, so a reviewer reads the screen in the diff."""

    file_extension = "txt"

    def serialize(self, data: str, **_: object) -> bytes:
        return data.encode()


@pytest.fixture
def frame(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Frame)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return open_project(start(tmp_path / "news", sample=True))


@dataclass
class Stage:
    """Opens the program on an article of one project, as one annotator."""

    project: Project
    annotator: str = "b1"

    def app(self, article: str = "border-clash", **wishes: object) -> AnnotatorApp:
        first = open_session(self.project, article, self.annotator)
        return AnnotatorApp(self.project, annotator=self.annotator, first=first, **wishes)

    def write(self, article: str, text: str) -> None:
        (self.project.seeds / f"{article}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))


@pytest.fixture
def stage(project: Project) -> Stage:
    return Stage(project)
