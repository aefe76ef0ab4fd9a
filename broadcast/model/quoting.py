"""What segmenting and attributing ask of a language."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Protocol

import msgspec

from broadcast.model.script import Gender
from broadcast.model.text import TextSpan

Reference = Literal["name", "pronoun", "noun"]
Closeness = Literal["none", "alone", "described", "epithet", "related", "same"]


class Mention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody as a text speaks of them: ``аудан әкімі Ләззат Жылқыбаева``, ``она``, ``the club``.

    `source` is a range in the text that was looked at.  `name` is the name (empty for a pronoun or a noun), `role`
    the words that tell the office, or for a noun the whole phrase; both in the nominative as far as the words show.
    `style` is a word of honour that stays with the name: ``Sir``; `honoured` that the gender is no guess by the name,
    but told beside it: ``Mr Poe``.
    `subject` tells that the form can be a sentence's subject; `many` that several are meant; `person` is False for a
    body (a company, a ministry, a document); `tells` that a verb of speech stands beside it.  `together` are the names
    of several who speak as one; `role` has them as they stand.  `owns` tells that a thing of his is the subject.
    """

    source: TextSpan
    reference: Reference
    name: str = ""
    role: str = ""
    style: str = ""
    gender: Gender | None = None
    subject: bool = True
    many: bool = False
    person: bool = True
    tells: bool = False
    owns: bool = False
    honoured: bool = False
    together: tuple[str, ...] = ()


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give a quote to somebody, beside it: ``, - деді әкім.``

    `source` covers the marks before and after the words; `verb` holds the words that decided; `speaker` is None where
    the clause has no subject (``«…», - деді.``).  `firm` is True where the form leaves no doubt that speech stands
    beside it (a comma and a dash, a colon, a verb of speech), and False where a fragment or a name may.  `report`
    marks the words by which a newsroom signs its lead (``деп хабарлайды … тілшісі``).  `continues` tells that the
    quote's own sentence goes on before it (``"We need it in May" and in June, he said``).
    """

    source: TextSpan
    verb: str
    speaker: Mention | None = None
    firm: bool = True
    report: bool = False
    continues: bool = False


class Furniture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases, in small letters, by which what stands around a story is known.

    `lines` maps a reason (``related link``) to beginnings of lines that are left out for it; a line that is `heads`
    and no more takes the titles below it along.  `credits` begin a line that names the authors, `marks` stand anywhere
    in a line that is left out, `whole` are such lines.  `post_opens` and `post_closes` begin the lines of a page's
    frame around an embedded post.  A line of figures and `dates` words is when a page was made.  `cues`, in the case of
    their letters, begin a paragraph of a script to say whose it is: ``ДИКТОР:``, ``SOT:``.
    """

    lines: dict[str, tuple[str, ...]]
    heads: tuple[str, ...]
    credits: tuple[str, ...]
    marks: dict[str, tuple[str, ...]]
    whole: dict[str, tuple[str, ...]]
    post_opens: tuple[str, ...]
    post_closes: tuple[str, ...]
    dates: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


class QuoteGrammar(Protocol):
    """Verbs of speech, names and titles of a language, and the phrases that stand around a story.

    `leads_by_dash` tells whether a dash at a paragraph's beginning leads speech, not an item of a list.
    """

    code: str
    leads_by_dash: bool

    @property
    def abbreviations(self) -> frozenset[str]:
        """For :func:`broadcast.newsroom.sentences.split_sentences`."""

    @property
    def furniture(self) -> Furniture:
        """Headings of related links, captions, sources, share lines."""

    def after(self, text: str, known: Collection[str]) -> Clause | None:
        """The attribution with which `text`, the words after a closing mark, begins; its range is in `text`.

        :param known: word forms of the story, by which the nominative of a name is chosen.
        """

    def before(self, text: str, known: Collection[str]) -> Clause | None:
        """The attribution with which `text`, the sentence before an opening mark, ends."""

    def as_sentence(self, words: str) -> str:
        """What is left of a sentence after an attribution, as a sentence: no comma or «and» first, a capital."""

    def is_first_person(self, words: str) -> bool:
        """Whether somebody speaks of himself there, so that no narrator does."""

    def only_tells(self, text: str, known: Collection[str]) -> bool:
        """Whether the sentence that begins a text tells who spoke, and nothing of what: «Ann Poe told reporters.»"""

    def names_thing(self, before: str, after: str) -> bool:
        """Whether the words on both sides show that marks hold a name or a term: ``«…» деп аталатын``."""

    def hearsay(self, text: str, known: Collection[str]) -> str:
        """Whose words a narrator retells in a paragraph, as the text says it: ``по словам очевидцев``; or nothing."""

    def mentions(self, text: str, known: Collection[str]) -> tuple[Mention, ...]:
        """Everybody of whom a paragraph speaks, in order: names with their roles, pronouns."""

    def forms(self, word: str) -> tuple[str, ...]:
        """A word and the nominatives that it may be a form of, the word first."""

    def spelling(self, word: str) -> str:
        """A word of a name with the spellings of one name made equal: ``Құнанбаев``, ``Кунанбаев``."""

    def noun(self, word: str) -> str:
        """The dictionary form of a noun, as far as a comparison with a word list needs it."""

    def is_patronymic(self, word: str) -> bool:
        """Whether a word tells whose child somebody is, and may stand for a last name: ``Серікқызы``, ``Иванович``."""

    def is_familiar(self, name: str, first: str = "") -> bool:
        """Whether a name is one by which people who know somebody call him, and may be made of a first name."""

    def may_be_human(self, name: str) -> bool:
        """Whether a name that speaks and is in no list is a human being's rather than a company's."""

    def is_indefinite(self, phrase: str) -> bool:
        """Whether a noun phrase brings in somebody new: ``an officer``."""

    def tells_turn(self, verb: str) -> str:
        """``asks`` or ``answers`` for a verb of speech that turns to somebody else (``replied``); else nothing."""

    def is_variation(self, phrase: str) -> bool:
        """Whether a phrase describes somebody anew whom the text has just named: ``the former Northgate man``."""

    def is_bare(self, phrase: str) -> bool:
        """Whether a noun phrase is one general noun: ``the company``."""

    def is_general(self, noun: str) -> bool:
        """Whether a noun stands for bodies of many kinds: «ведомство», ``company``; no ``police``."""

    def is_kind(self, noun: str, name: str) -> bool:
        """Whether a general noun stands for a body of that name: «ведомство» for ``Министерство культуры``."""

    def turn(self, label: str) -> str:
        """``asks`` or ``answers`` for the label of a turn (``Q``, ``Ответ``); nothing for any other word."""

    def is_document(self, phrase: str) -> bool:
        """Whether a noun phrase is a text that somebody else wrote: ``the statement``, ``сообщение``."""

    def is_outlet(self, phrase: str) -> bool:
        """Whether a noun phrase is a newspaper or a channel, as no other body is called: ``the newspaper``."""

    def is_mouthpiece(self, phrase: str) -> bool:
        """Whether a body is one that tells news for another: ``the press office of the ministry``."""

    def bare_mouthpiece(self, phrase: str) -> tuple[str, str]:
        """A press office without a name of its body, and the noun for that body if any: ``press office, ministry``."""

    def mouthpiece_of(self, mouthpiece: str, body: str) -> str:
        """A press office by the body that it is of: ``пресс-служба Министерства культуры``; empty if none can be."""

    def is_act(self, phrase: str) -> bool:
        """Whether a document speaks for itself: ``the indictment``, ``приговор``."""

    def is_personal(self, phrase: str) -> bool:
        """Whether a document is one that a person writes himself: ``the letter``; no verdict, no report."""

    def is_interlocutor(self, phrase: str) -> bool:
        """Whether a phrase is nothing but who talked to an outlet: ``собеседник агентства``."""

    def noun_gender(self, phrase: str) -> Gender | None:
        """The gender that a noun tells by itself: ``the fisherman``, ``жительница``."""

    def same_body(self, phrase: str, name: str) -> bool:
        """Whether a body's short name means one of a longer name: ``Минздрав``, ``Министерство здравоохранения``."""

    def is_unique(self, phrase: str) -> bool:
        """Whether a noun phrase is the title of an office that one person holds: ``the President``."""

    def is_held(self, phrase: str) -> bool:
        """Whether a noun phrase is an office, or kin of somebody, for whom a story is sure to have a name."""

    def is_office(self, phrase: str) -> bool:
        """Whether a noun phrase is an office and no tie to somebody else."""

    def is_rank(self, phrase: str) -> bool:
        """Whether a phrase is a rank or a degree, which tells of no office: «полковник полиции»."""

    def tells_of_what(self, phrase: str) -> bool:
        """Whether an office comes with what it leads: ``the head of the bank``, not ``the prosecutor``."""

    def is_alike(self, phrase: str, role: str) -> bool:
        """Whether two offices are of one kind, whatever they are in charge of."""

    def closeness(self, phrase: str, role: str) -> Closeness:
        """How well a noun phrase fits a person's role.

        ``same`` office, ``related`` (minister and head of the ministry), ``epithet`` (a noun that fits anybody: ``the
        politician``, ``собеседник``), ``described`` (a trade that tells nothing against the role: ``the artist``),
        ``alone`` (a noun of anybody, who may be meant where the story has one man only: ``the man``), or ``none``.
        """
