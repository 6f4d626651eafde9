"""Papers for the association: what the report prints, and that the data-protection papers say what the code does."""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.commands import published
from kiosk.commands.line import command_line, main
from kiosk.core.french import glued
from kiosk.core.procedure import Procedure
from kiosk.core.report import AT_DESK, Report, report
from kiosk.core.staff import SHORTEST_PASSPHRASE
from kiosk.core.tally import Count, Outcome, Topic, Wanted, of_act, of_visit
from kiosk.core.throttle import LONGEST
from kiosk.core.trace import Event
from kiosk.crypto.vault import Cost
from kiosk.desk.folder import OFFICE
from kiosk.desk.legal.fill import papers as fill
from kiosk.desk.settings import DeskSettings, ReportSettings, RetentionSettings, Settings
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import keys
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.ui import sentence
from tests.fakes import shipped
from tests.sheets.readers import pdfium, solid

TODAY = date(2026, 12, 1)
TERMINAL = Terminal(Catalogues(), "fr")


@cache
def procedures() -> Sequence[Procedure]:
    shelf = shipped()
    return [shelf.open(title.id) for title in shelf.titles()]


def november(acts: int, language: str = "fr") -> Report:
    counts: dict[Count, int] = {}
    wanted = Wanted(frozenset({Topic.AGE}))
    for at in range(acts):
        outcome = AT_DESK[at % 2]
        visit = of_visit("2026-11", wanted, 10, {Topic.AGE: "25_39"})
        for count in (*of_act("2026-11", outcome, "close", "office", language, "self"), *visit):
            counts[count] = counts.get(count, 0) + 1
    return report(counts, "2026-11", TODAY, [each.id for each in procedures()])


TITLES = {"close": "Fermer Mon espace santé"}


# ---- the report


def test_the_three_forms_say_the_same() -> None:
    """Screen, CSV and JSON have the same rows; no form has a number that is not the end of a class."""
    made = november(23)
    shown = published.show_screen(made, TERMINAL, TITLES)
    rows = list(csv.DictReader(published.show_csv(made, TERMINAL, TITLES).splitlines()))
    plain = json.loads(published.show_json(made, TERMINAL, TITLES))
    assert {row["month"] for row in rows} == {plain["month"]} == {"2026-11"}
    for table in made.tables:
        from_csv = [(r["value"], int(r["at_least"]), int(r["at_most"])) for r in rows if r["topic"] == table.topic]
        from_json = [(r["value"], r["at_least"], r["at_most"]) for r in plain["tables"][table.topic]["rows"]]
        assert from_csv == from_json == [(r.value, r.number.least, r.number.most) for r in table.rows]
    assert all(int(row["at_least"]) % 5 == 0 and int(row["at_most"]) % 5 == 4 for row in rows)
    assert re.search(r"Fermer Mon espace santé +20 à 24", shown)
    assert re.search(r"25 – 39 ans +20 à 24", shown)
    assert re.search(r"Refus de l’acte +10 à 14", shown)
    assert re.search(r"Accord retiré +moins de 5", shown)


def test_a_withheld_table_is_said_in_each_form() -> None:
    """A table that would tell too much has one line in the CSV, without a number, as screen and JSON say it."""
    made = november(23)
    made = replace(made, tables=(replace(made.tables[0], rows=()), *made.tables[1:]))
    withheld = {str(made.tables[0].topic)}
    rows = list(csv.DictReader(published.show_csv(made, TERMINAL, TITLES).splitlines()))
    plain = json.loads(published.show_json(made, TERMINAL, TITLES))
    assert withheld == {name for name, table in plain["tables"].items() if table["withheld"]}
    assert withheld == {row["topic"] for row in rows if not row["at_least"]}
    said = glued(sentence(Cli.REPORT_WITHHELD))
    assert [row["label"] for row in rows if not row["at_least"]] == [said] * len(withheld)
    assert {row["at_most"] for row in rows if not row["at_least"]} == {""}


def test_a_rare_language_is_in_no_form() -> None:
    """Four speakers of a language are named nowhere."""
    made = november(4, "ta")
    for form in (published.show_screen, published.show_csv, published.show_json):
        assert not re.search(r'tamoul|தமிழ்|"ta"|,ta,', form(made, TERMINAL, TITLES))


@pytest.mark.parametrize(("month", "said"), [("2999-01", "n’est pas fini"), ("hier", "pas un mois")])
def test_a_month_is_refused_before_a_passphrase_is_asked(
    month: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be reported is said at once, whether or not there is a desk."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["report", month, "--data", str(tmp_path)]) == Exit.FAULT
    assert said in capsys.readouterr().err


# ---- the data-protection papers

days = st.integers(1, 3650)
settings_of = st.builds(
    Settings,
    desk=st.builds(
        DeskSettings,
        structure=st.sampled_from(["", "Les Tilleuls"]),
        contact=st.sampled_from(["", "dpo@example.org"]),
        news_after_days=st.integers(1, 365),
        discreet=st.sampled_from(["", "Accueil"]),
    ),
    retention=st.builds(RetentionSettings, envelope_days=days, entry_days=days, trace_days=days),
    report=st.builds(ReportSettings, age=st.booleans(), duration=st.booleans(), place=st.sampled_from(["", "home"])),
)


@given(settings_of)
def test_each_value_follows_the_settings(settings: Settings) -> None:
    """Periods, names and what is counted are those of the settings; what nobody set is a blank to complete."""
    made = fill(settings, procedures(), TODAY)
    keep, blank = settings.retention, sentence(Cli.LEGAL_BLANK)
    rows = {row.split("|")[1].strip(): row for row in made["durees.md"].splitlines() if row.startswith("|")}
    for row, key, value in (
        ("Acte fermé", "envelope_days", keep.envelope_days),
        ("Référence, dates et état d’un acte", "entry_days", keep.entry_days),
        ("Traces de l’équipe", "trace_days", keep.trace_days),
    ):
        assert f" {value} jours" in rows[row]
        assert f"`retention.{key}`" in rows[row]
    notice = made["notice.md"]
    assert f"ou {keep.envelope_days} jours après la dernière nouvelle" in notice
    assert f"s’effacent {keep.entry_days} jours" in notice
    assert f"avant {settings.desk.news_after_days} jours" in notice
    assert f"**Qui est responsable\u00a0?** {settings.desk.structure or f'**{blank}**'}." in notice
    counted = made["registre.md"].partition("**Les nombres.**")[2].partition("##")[0]
    for topic, on in (
        (Topic.AGE, settings.report.age),
        (Topic.RETURN, settings.report.first_visit),
        (Topic.DURATION, settings.report.duration),
        (Topic.SITE, bool(settings.report.place)),
        (Topic.LANGUAGE, True),
    ):
        assert (f"- {sentence(topic)}\n" in counted) == on
    assert (sentence(Cli.LEGAL_DISCREET) in made["aipd.md"]) == bool(settings.desk.discreet)


def test_what_is_asked_and_traced_is_all_there() -> None:
    """Every answer that can go into an act, every procedure and every kind of trace stands in the record."""
    text = fill(Settings(), procedures(), TODAY)["registre.md"]
    for procedure in procedures():
        assert f"- {procedure.title.text} ({procedure.version})" in text
        for step in procedure.steps:
            for label in [field.label.text for field in step.fields] or ([step.title.text] if step.answers else []):
                assert label in text
    assert all(f"- {sentence(event)}\n" in text for event in Event)
    fewer = fill(Settings(), procedures()[:1], TODAY)["registre.md"]
    assert "Les documents à masquer" in text
    assert "Les documents à masquer" not in fewer


def test_nothing_is_named_that_does_not_exist() -> None:
    """Each setting, each command, each key and each paper that the papers name is there; no value was forgotten."""
    made = fill(Settings(), procedures(), TODAY)
    assert set(made) == {"registre.md", "notice.md", "durees.md", "aipd.md"}
    commands = command_line(TERMINAL, [])
    for name, text in made.items():
        assert "$" not in text, name
        assert sentence(Cli.LEGAL_BLANK) in text
        for quoted in re.findall(r"`([^`]+)`", text):
            if quoted.startswith("kiosk "):
                assert understood(commands, quoted.split()[1:]), quoted
            elif quoted.endswith(".md"):
                assert quoted in made
            elif quoted != "kiosk.toml":
                table, key = quoted.split(".")
                assert hasattr(getattr(msgspec.convert({}, Settings), table), key)
    assert f"{SHORTEST_PASSPHRASE} signes au moins" in made["aipd.md"]
    assert f"jusqu’à {LONGEST} secondes" in made["aipd.md"]


def understood(parser: argparse.ArgumentParser, words: list[str]) -> bool:
    """Tell whether these words are a command."""
    for word in words:
        choices = next((a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)), {})
        if word not in choices:
            return False
        parser = choices[word]
    return True


def test_papers_are_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Papers are written where they are asked for; what somebody completed is never overwritten."""
    assert main(["legal", str(tmp_path), "--data", str(tmp_path / "none")]) == Exit.OK
    notice = tmp_path / "notice.md"
    notice.write_text("complété", encoding="utf-8")
    assert main(["legal", str(tmp_path), "--data", str(tmp_path / "none")]) == Exit.FAULT
    assert notice.read_text(encoding="utf-8") == "complété"
    assert "notice.md" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_what_the_office_says_of_itself_needs_no_setting(tmp_path: Path) -> None:
    """A desk whose settings name nobody is its office's: name and telephone are those that its receipts print."""
    desk, out = tmp_path / "desk", tmp_path / "out"
    desk.mkdir()
    out.mkdir()
    (desk / OFFICE).write_bytes((made_office(tmp_path) / keys.PUBLIC).read_bytes())
    assert main(["legal", str(out), "--data", str(desk)]) == Exit.OK
    assert "| Responsable de traitement | Les Tilleuls |" in (out / "registre.md").read_text(encoding="utf-8")
    assert "Téléphone\u00a0: 01 23 45 67 89." in (out / "notice.md").read_text(encoding="utf-8")
    assert main(["poster", str(out), "--data", str(desk)]) == Exit.OK
    poster = solid(" ".join(pdfium((out / "affiche-a4-fr.pdf").read_bytes())))
    assert solid("Les Tilleuls") in poster
    assert solid("01 23 45 67 89") in poster


def made_office(folder: Path) -> Path:
    """Found an office."""
    keys.settle_office(
        folder / "office", keys.found_office("Les Tilleuls", "01 23 45 67 89"), "quatre mots au hasard", Cost(1, 8)
    )
    return folder / "office"


def test_a_text_of_the_settings_stays_a_text() -> None:
    """A name with a bar or a line break in it breaks no table."""
    made = fill(Settings(desk=DeskSettings(structure="A | B\n# C")), procedures(), TODAY)["registre.md"]
    assert "| Responsable de traitement | A \\| B # C |" in made


def test_every_outcome_is_told() -> None:
    """No way in which an act can end is missing from the report."""
    made = november(10)
    told = {row.value for table in (made.tables[0], made.later) for row in table.rows}
    assert told == set(Outcome)
