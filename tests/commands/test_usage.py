"""The command line speaks one language at a time, its library's own words too."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from kiosk.commands.line import command_line, main
from kiosk.commands.meant import meant_language, meant_procedure
from kiosk.core.status import Reason
from kiosk.core.title import Cover, Label
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office.typed import REASONS, RIGHTS, STATES, meaning_of
from kiosk.words.catalogues import Catalogues
from kiosk.words.usage import BY_ENGLISH, COMMANDS

MEANT_FOR_PROGRAMMERS = re.compile(
    r"conflict|__call__|invalid argument for positionals|mutually exclusive|callable|cannot|option string|dest=|"
    r"conflict_resolution|unknown parser|can't open|argument \"-\"|expected %s argument"
)
"""What a wrong parser, or one that opens files or counts arguments, would say: ours is none."""


def test_every_sentence_that_a_person_can_meet_is_in_the_table() -> None:
    """All that this Python's argparse would translate, but what it says to those who write parsers."""
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    said = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    missing = {each for each in said - set(BY_ENGLISH) if not MEANT_FOR_PROGRAMMERS.search(each)}
    assert missing <= {
        "%(heading)s:",
        "(deprecated) ",
        "option '%(option)s' is deprecated",
        "command '%(parser_name)s' is deprecated",
    }
    assert len(said & set(BY_ENGLISH)) >= 15


ENGLISH = re.compile(r"\b(usage: |positional|show this|show program|error|required|unrecognized|invalid|expected)\b")


@pytest.mark.parametrize(
    "words",
    [
        [], ["--help"], ["nonsense"], ["run", "--case", "nothing"], ["run", "--data"], ["init"], ["export", "a", "b"],
        ["mandate", "x", "--count", "many"], ["run", "--training=yes"], ["office", "people"], ["office", "answer"],
    ],
)  # fmt: skip
def test_no_english_in_french(
    words: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help and every mistake of typing are said in French where the locale is French."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code in (0, 2)
    out, err = capfd.readouterr()
    assert out + err
    assert not ENGLISH.search(out + err)


def test_english_where_the_locale_is_english(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words are English for an English speaker."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(SystemExit):
        main(["export"])
    assert "Usage" not in capfd.readouterr().err.replace("usage: kiosk", "")


def test_what_is_to_be_given_is_named_in_the_language_of_the_rest(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """English help has no French capitals in it, in any command; and every name that a parser uses is in the table."""
    from kiosk.words.usage import Given

    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for words in ([], ["export"], ["office", "answer"], ["printer", "detect"], ["staff", "add"], ["hub", "backup"]):
        with pytest.raises(SystemExit):
            main([*words, "--help"])
    assert not re.search(r"\b(ADRESSE|COMMANDE|DOSSIER|FICHIER|NOM|PSEUDONYME|RAISON)\b", capfd.readouterr().out)
    used = {
        name
        for file in (Path(kiosk.__file__).parent).rglob("*.py")
        for name in re.findall(r'metavar="([^"|]{2,})"', file.read_text(encoding="utf-8"))
    }
    assert used <= {each.value for each in Given} | {"URL"}


def everything(parser: argparse.ArgumentParser, found: dict[str, str]) -> dict[str, str]:
    """Give the whole help of a parser and of all below, each once."""
    found.setdefault(parser.prog, parser.format_help())
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                everything(below, found)
    return found


def helps(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Give what a parser says of each argument and command, and of all below, with the words before it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from ((f"{parser.prog} {each.dest}", each.help or "") for each in action._choices_actions)
            for below in action.choices.values():
                yield from helps(below)
        else:
            yield f"{parser.prog} {action.metavar or action.dest}", action.help or ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_says_what_it_does_in_one_style(language: str) -> None:
    """Help is a few words: it says something, begins with no capital of a sentence, and ends without a full stop."""
    said = dict(helps(command_line(Terminal(Catalogues(), language), [])))
    names = re.compile(r"(CSV|JSON|USB|A4)\b")
    assert len(said) > 80
    assert {
        where: what
        for where, what in said.items()
        if not what or what.endswith(".") or (what[0].isupper() and not names.match(what))
    } == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_office_lists_what_may_be_typed_in_one_language(language: str) -> None:
    """Other names of commands, options and codes are shown to whom they are words: French ones in French alone."""
    line = command_line(Terminal(Catalogues(), language), [])
    shown = "\n".join(everything(line, {}).values())
    also = set(re.findall(r"^ +[a-z-]+ \(([a-z-]+)\)", shown, re.MULTILINE))
    options = set(re.findall(r"--(garder|lieu|secours|cles|imprimer)\b", shown))
    listed = {
        word for where, said in helps(line) for word in said.split(", ") if re.search(r"(ETAT|STATE|ROLE)$", where)
    }
    french = language == "fr"
    assert also == ({*COMMANDS.values()} if french else set())
    assert options == ({"garder", "lieu", "secours", "cles", "imprimer"} if french else set())
    codes = {code.replace("_", "-") for code in (*STATES, *RIGHTS)}
    assert listed == ({*STATES.values(), *RIGHTS.values()} if french else codes)
    assert ("carte-vitale" in shown, "bring-vitale" in shown) == (french, not french)


def test_french_words_are_taken_in_english() -> None:
    """What a French guide says to type does the same whatever the language of the machine."""
    for language in ("fr", "en"):
        line = command_line(Terminal(Catalogues(), language), [])
        typed = line.parse_args(["office", "reglages", "bureau", "--garder", "30", "--lieu", "ici", "--lieu", "là"])
        assert (typed.keep_days, typed.places) == (30, ["ici", "là"])
        plain = line.parse_args(["office", "settings", "bureau"])
        assert (plain.keep_days, plain.places) == (None, None)
        assert line.parse_args(["office", "equipe", "enlever", "bureau", "Ada", "--cles"]).rekey
        assert not line.parse_args(["office", "people", "remove", "bureau", "Ada"]).rekey
    assert meaning_of("lundi", REASONS) is meaning_of("monday", REASONS) is Reason.COME_MONDAY


@pytest.mark.parametrize("language", ["fr", "en"])
def test_commands_are_taken_as_french_is_written(language: str) -> None:
    """Accents and capitals, which whoever writes French types by habit, change no command and no exercise."""
    line = command_line(Terminal(Catalogues(), language), [])
    for typed, plain in (
        ("Équipe lister", "staff list"),
        ("démarches contrôler", "procedures check"),
        ("bureau équipe enlever b Ada", "office people remove b Ada"),
        ("bureau clés lister b", "office keys list b"),
        ("relais état", "hub status"),
        ("run --training --case délai", "run --training --case deadline"),
        ("mandats --on Clé", "mandate --on drive"),
    ):
        found, wanted = (vars(line.parse_args(each.split())) for each in (typed, plain))
        assert {name: str(each) for name, each in found.items()} == {name: str(each) for name, each in wanted.items()}
    with pytest.raises(SystemExit):
        line.parse_args(["--Équipe"])


def test_exercises_are_named_in_the_language_of_the_help() -> None:
    """The codes that `--case` shows are words of the language that all else stands in; both are taken."""
    for language, shown, other in (("fr", "refus|", "refusal|"), ("en", "refusal|", "refus|")):
        named = " ".join(where for where, _ in helps(command_line(Terminal(Catalogues(), language), ["run"])))
        assert shown in named
        assert other not in named


def names(parser: argparse.ArgumentParser) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Give where there are commands, by the words that lead there, and what each is called."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield tuple(parser.prog.split()[1:]), list(action.choices)
            for below in action.choices.values():
                yield from names(below)


def test_every_command_has_a_french_name_that_is_taken_in_both_languages() -> None:
    """Whatever leads to a command by its name does so by its French one; two never have the same one in one place."""
    english, french = (command_line(Terminal(Catalogues(), each), []) for each in ("en", "fr"))
    same, count = {"code"}, 0
    for before, there in names(english):
        assert len({COMMANDS.get(name, name) for name in there}) == len(there)
        for name in there:
            assert name in COMMANDS or name in same
            translated = [COMMANDS.get(word, word) for word in (*before, name)]
            for line in (english, french):
                with pytest.raises(SystemExit) as end:
                    line.parse_args([*translated, "--help"])
                assert end.value.code == 0
            count += 1
    assert count > 60


@pytest.mark.parametrize(
    ("locale", "other"), [("fr_FR.UTF-8", "refusal"), ("en_GB.UTF-8", r"refus\b|ouvrir|relais|delai")]
)
def test_a_mistake_names_what_there_is_in_one_language(
    locale: str, other: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be typed instead is listed in the words of whoever typed."""
    monkeypatch.setenv("LC_ALL", locale)
    for words in (["run", "--case", "nothing"], ["nonsense"], ["hub", "nonsense"], ["office", "nonsense"]):
        with pytest.raises(SystemExit):
            main(words)
    assert not re.search(other, capfd.readouterr().err)


def test_an_exercise_is_taken_by_either_name() -> None:
    """`--case` takes the French and the English name of an exercise, in both languages."""
    for language in ("fr", "en"):
        line = command_line(Terminal(Catalogues(), language), ["run"])
        assert len({line.parse_args(["run", "--case", name]).case for name in ("delai", "deadline")}) == 1


def test_in_french_help_a_space_that_does_not_break_stands_before_every_colon() -> None:
    """Those of its headings too, which its library writes."""
    shown = everything(command_line(Terminal(Catalogues(), "fr"), []), {})
    assert not [each for each in shown.values() if re.search(r"[^\W\d_]:(\s|$)| :", each, re.MULTILINE)]
    assert "options\u00a0:" in shown["kiosk"]


@pytest.mark.parametrize("typed", ["ar", "arabe", "Arabe", "العربية", "AR"])
def test_a_language_is_meant_by_its_code_or_a_name(typed: str) -> None:
    """Its code, its French name and its own name lead to a language, whatever the case."""
    found = meant_language(typed, Catalogues(), Terminal(Catalogues(), "fr"))
    assert found is not None
    assert found.code == "ar"


@pytest.mark.parametrize("words", [["procedures", "report", "--language"], ["poster", "--language"]])
@pytest.mark.parametrize(("locale", "named"), [("fr_FR.UTF-8", "arabe"), ("en_GB.UTF-8", "Arabic")])
def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(
    words: list[str],
    locale: str,
    named: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No command falls back to French in silence, and each names the languages in that of the machine."""
    monkeypatch.setenv("LC_ALL", locale)
    for typed in ("xx", ""):
        assert main([*words, typed, "--data", str(tmp_path)]) == Exit.USAGE
        out, err = capsys.readouterr()
        assert not out
        assert f"ar ({named})" in err


COVERS = [
    Cover("close", 0, Label("Fermer Mon espace santé", "close"), Label("", "close")),
    Cover("oppose", 1, Label("Refuser la création", "oppose"), Label("", "oppose")),
    Cover("forced", 2, Label("Me forcer, ou me refuser", "forced"), Label("", "forced")),
    Cover("filing", 3, Label("Refuser un document", "filing"), Label("", "filing")),
]


@pytest.mark.parametrize(
    ("typed", "meant", "named"),
    [
        ("close", "close", set()), ("fermer", "close", set()), ("Fermer mon espace sante", "close", set()),
        ("espace", "close", set()), ("frame", "frame", set()), ("refuser", None, {"oppose", "forced", "filing"}),
        ("ferm", None, {"close", "oppose", "forced", "filing", "frame"}),
        ("", None, {"close", "oppose", "forced", "filing", "frame"}),
    ],
)  # fmt: skip
def test_a_procedure_is_meant_by_its_id_or_words_of_its_title(
    typed: str, meant: str | None, named: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole words that stand in one title alone lead to it; otherwise those that it may be are named."""
    assert meant_procedure(typed, COVERS, ["frame"], Terminal(Catalogues(), "fr")) == meant
    assert {line.split()[0] for line in capsys.readouterr().err.splitlines()[1:]} == named
