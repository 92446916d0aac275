"""Posts of the establishment, entered and changed through the people who hold them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from hrdesk.models import Person, Post
from hrdesk.rules.codes import Level, PostType
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.editing import audit_edit, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

# The table wants a number for every post, but a clerk who adds somebody at the counter may not
# know it. Such a post carries a made-up number that no screen and no paper shows.
_UNNUMBERED = "~"
_TYPE_OF_LEVEL = {level.value: level.post_type.value for level in Level}
_PLAIN_TYPES = frozenset({"", PostType.OTHER.value})


@dataclass(frozen=True, slots=True)
class PostInput:
    """A post as typed; codes or Thai labels for type and level, and an empty number if unknown.

    ``linked_level`` is ใช่ or ไม่; empty keeps what is known of the post.
    """

    number: str = ""
    title: str = ""
    type: str = ""
    level: str = ""
    job_series: str = ""
    unit: str = ""
    linked_level: str = ""


class PostValues(NamedTuple):
    """A post as stored, its number empty when unknown; ``linked_level`` None is not said."""

    number: str
    title: str
    type: str
    level: str
    job_series: str
    unit: str
    linked_level: bool | None = None


class Assigned(NamedTuple):
    """The post a person gets, whether it was changed for all, and the one to delete afterwards."""

    post: Post | None
    changed: bool = False
    orphan: Post | None = None


POST_FIELDS = PostValues._fields


def shown_number(number: str) -> str:
    """Return a post's number for screens and papers; empty when it is not known."""
    return "" if number.startswith(_UNNUMBERED) else number


def made_up(number: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that a stored number is made up."""
    return number.startswith(_UNNUMBERED)


def made_up_number() -> str:
    """Return a number for a post whose own is not known."""
    return f"{_UNNUMBERED}{uuid.uuid4().hex}"


def post_values(
    number: str,
    title: str,
    type_: str,
    level: str,
    job_series: str,
    unit: str,
    linked_level: bool | None = None,
) -> PostValues | None:
    """Return the post as stored, its type taken from the level; None when nothing is given.

    Raises ``DomainError``: ``required`` (title), ``level_not_of_type``.
    """
    number = arabic_digits(number).lstrip(_UNNUMBERED)
    if not (number or title or level or job_series or unit or type_ not in _PLAIN_TYPES):
        return None
    if number and not title:
        raise DomainError("required", field="post.title")
    of_level = _TYPE_OF_LEVEL.get(level, "")
    if of_level and type_ and type_ != of_level:
        raise DomainError(
            "level_not_of_type", field="post.level", level=Level(level), type=PostType(type_)
        )
    known_type = of_level or type_ or PostType.OTHER.value
    return PostValues(number, title, known_type, level, job_series, unit, linked_level)


def values_of(post: Post | None) -> PostValues | None:
    """Return a stored post's values, a made-up number left out."""
    if post is None:
        return None
    number = shown_number(post.number)
    return PostValues(
        number, post.title, post.type, post.level, post.job_series, post.unit, post.linked_level
    )


def settled(
    uow: UnitOfWork, wanted: PostValues | None, current: Post | None = None
) -> PostValues | None:
    """Return the values with ``linked_level`` said: as typed, else as the post has it, else no.

    ``current`` is the post that the person holds now.
    """
    if wanted is None or wanted.linked_level is not None:
        return wanted
    known = _by_number(uow, wanted.number) if wanted.number else None
    if known is None and current is not None and not shown_number(current.number):
        known = current
    return wanted._replace(linked_level=known.linked_level if known is not None else False)


def holder_of(uow: UnitOfWork, number: str, besides: int | None) -> Person | None:
    """Return the active person who holds the post with this number, other than ``besides``."""
    query = (
        select(Person)
        .join(Post, Person.post_id == Post.id)
        .where(Post.number == number, Person.active.is_(True))
        .limit(1)
    )
    if besides is not None:
        query = query.where(Person.id != besides)
    return uow.session.scalars(query).first()


def assign_post(uow: UnitOfWork, current: Post | None, wanted: PostValues | None) -> Assigned:
    """Return the post for these values, made or changed as needed.

    ``current`` is what the person holds now: a post without a number of its own is filled in, or
    left over when the person moves on to another; the caller deletes it once nobody points to it.
    """
    provisional = current if current is not None and not shown_number(current.number) else None
    if wanted is None:
        return Assigned(None, orphan=provisional)
    target = _by_number(uow, wanted.number) if wanted.number else None
    orphan = provisional if target is not None else None
    target = target or provisional
    if target is None:
        stored = wanted._replace(number=wanted.number or made_up_number())
        target = Post(**stored._asdict())
        uow.session.add(target)
        uow.session.flush()
        audit_edit(uow, "post.created", "post", target.id, _created(wanted))
        return Assigned(target)
    stored = wanted._replace(number=wanted.number or target.number)
    changes = diff(target, stored._asdict())
    for field, (_, new) in changes.items():
        setattr(target, field, new)
    if changes:
        uow.session.flush()
        if "number" in changes:
            changes["number"] = ("", wanted.number)
        audit_edit(uow, "post.edited", "post", target.id, changes)
    return Assigned(target, bool(changes), orphan)


def other_holders(uow: UnitOfWork, post: Post, person_id: int | None) -> Sequence[Person]:
    """Return everybody else, active or not, who points to a post."""
    query = select(Person).where(Person.post_id == post.id, Person.id != (person_id or 0))
    return uow.session.scalars(query).all()


def _by_number(uow: UnitOfWork, number: str) -> Post | None:
    return uow.session.scalars(select(Post).where(Post.number == number)).one_or_none()


def _created(wanted: PostValues) -> dict[str, tuple[None, str]]:
    return {field: (None, value) for field, value in wanted._asdict().items() if value}
