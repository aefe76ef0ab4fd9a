"""Embedded posts: found, kept out of the voice, and told from what a narrator introduces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcast.newsroom.posts import OUT, account_of, embedded

OPENS, CLOSES = ("view this post",), ("a post shared by",)


def kinds(*lines: str) -> dict[int, str]:
    return embedded(lines, ["body"] * len(lines), OPENS, CLOSES)


def test_the_words_above_an_account_go_with_it() -> None:
    found = kinds("The tour is off.", "I am so sorry, everyone.", "— Mary Poe (@marypoe) May 5, 2023", "Fans wept.")
    assert found == {1: OUT, 2: OUT}


def test_a_post_that_the_narrator_introduces_is_a_quote() -> None:
    found = kinds("Her manager wrote on Twitter:", "We will refund every single ticket.", "— Joe Bell (@joebell) May 5")
    assert found == {1: "posted", 2: "post"}


def test_a_frame_takes_what_stands_in_it() -> None:
    assert kinds("View this post on Instagram", "Get well soon", "A post shared by Ann (@ann)") == {
        0: OUT,
        1: OUT,
        2: OUT,
    }


def test_a_frame_that_does_not_close_takes_nothing_else() -> None:
    assert kinds("View this post on Instagram", "The story goes on.", "And on.") == {0: OUT}


def test_two_frames_do_not_take_the_story_between_them() -> None:
    found = kinds(
        "View this post on Instagram",
        "The story goes on.",
        "View this post on Instagram",
        "A post shared by Ann (@ann)",
    )
    assert found == {0: OUT, 2: OUT, 3: OUT}


def test_a_line_that_ends_in_a_picture_link_is_a_post() -> None:
    assert kinds("The storm came.", "What a night pic.twitter.com/abcDEF123") == {1: OUT}


def test_an_account_has_a_name() -> None:
    assert account_of("— Город LIVE (@gorod.live) 5 мая 2023 г.") == "Город LIVE"
    assert account_of("Он сказал (@gorod) это вчера вечером и ушёл домой, не дождавшись никого из своих") == ""


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_lines_are_taken(lines: list[str]) -> None:
    found = embedded(lines, ["body"] * len(lines), OPENS, CLOSES)
    assert all(0 <= i < len(lines) and kind in (OUT, "post", "posted") for i, kind in found.items())
