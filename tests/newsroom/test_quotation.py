from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.quotation import MARKS, quoted


@pytest.mark.parametrize(
    ("paragraph", "inner"),
    [
        ("«Иә», - деді ол.", ["Иә"]),
        ('"Мы ждём", — сказал он. "Скоро?"', ["Мы ждём", "Скоро?"]),
        ("”Әрине”, – деп жауап берді.", ["Әрине"]),
        ("„Иә“, - деді ол.", ["Иә"]),
        ('"Он в "Газете"", — сказал автор.', ['Он в "Газете"']),
        ("««Иә»», - деді.", ["«Иә»"]),
        ("Театрды сағындық», - деді ол.", ["Театрды сағындық"]),
        ("'I could not sleep,' he said. It was the dogs' fault.", ["I could not sleep,"]),
        ("The dogs' bowls and the cats' beds", []),
        ('Ұзындығы 15" болды', []),
    ],
)
def test_the_outermost_stretches(paragraph: str, inner: list[str]) -> None:
    assert [q.inner.of(paragraph) for q in quoted(paragraph)] == inner


def test_a_missing_mark_is_told() -> None:
    assert [q.closed for q in quoted("«Жұмыс аяқталды.")] == [False]
    assert [q.opened for q in quoted("Жұмыс аяқталды», - деді.")] == [False]


@given(st.text(alphabet=st.sampled_from(f"{MARKS}'аБ .,-"), max_size=80))
def test_stretches_lie_apart_and_in_order(paragraph: str) -> None:
    at = 0
    for stretch in quoted(paragraph):
        assert at <= stretch.source.start <= stretch.inner.start
        assert stretch.inner.end <= stretch.source.end <= len(paragraph)
        at = stretch.source.end
