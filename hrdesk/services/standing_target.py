"""Which post a matter aims at, as far as the register and the officer know it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import Person, Post
from hrdesk.rules.codes import CaseType, Level, PostType
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.lawbook import Law
from hrdesk.rules.names import full_name
from hrdesk.rules.retirement import retirement
from hrdesk.rules.routes import Action, Held, Leaving, Occupant, RouteFacts, same_as_held
from hrdesk.rules.standing import highest_held, next_level
from hrdesk.services.cases import TargetPost
from hrdesk.services.standing_answers import Answers
from hrdesk.services.standing_facts import PersonFacts, PostFacts, SeriesGroups, post_facts
from hrdesk.services.unit_of_work import UnitOfWork

ACTIONS: dict[CaseType, Action] = {
    CaseType.PROMOTION: "promotion",
    CaseType.PROMOTION_SELECTION: "promotion",
    CaseType.REASSIGNMENT: "reassignment",
    CaseType.TRANSFER_IN: "transfer",
}
"""The matters whose qualification and route this office looks at."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The post aimed at. ``supposed``: level or series were not told and are taken from the post
    held. ``holder`` names who else holds it, ``holder_leaves_on`` is their last day for age.
    """

    level: Level | None
    series: str
    post: PostFacts | None
    own_post: bool
    supposed: bool
    occupied_by: str
    holder: str
    holder_leaves_on: dt.date | None


def aim_of(
    uow: UnitOfWork,
    person: PersonFacts,
    case_type: CaseType,
    target: TargetPost,
    answers: Answers,
    law: Law,
) -> Aim:
    """Return the post a matter aims at: what was typed, else the register's, else the next level."""
    own = person.post
    promoting = ACTIONS.get(case_type) == "promotion"
    named = _post_by_number(uow, target.number)
    series = answers.series or (named.series if named else "") or _series(uow, target.title, own)
    level = Level(target.level) if target.level in set(Level) else None
    above = next_level(own.level if own else None)
    if level is None and promoting:
        level = above
    elif level is None:
        level = (named.level if named else None) or (own.level if own else None)
    supposed = not target.level or not (series or target.title or target.number)
    in_own = promoting and named is None and own is not None and series in ("", own.series)
    post = own if in_own else named
    holder = _holder(uow, post, person.id)
    if post is None:
        occupied = "vacant"
    elif own is not None and post.id == own.id:
        occupied = "applicant"
    else:
        occupied = "other" if holder is not None else "vacant"
    return Aim(
        level=level,
        series=series or (own.series if own else ""),
        post=post,
        own_post=post is not None and post is own,
        supposed=supposed,
        occupied_by=occupied,
        holder=holder[0] if holder is not None else "",
        holder_leaves_on=_last_day(holder[1], law) if holder is not None else None,
    )


def route_facts(
    person: PersonFacts, action: Action, aim: Aim, answers: Answers, groups: SeriesGroups
) -> RouteFacts | None:
    """Return the facts of the route, answers before the register; None while level is unknown.

    Raises Refused where the register contradicts itself.
    """
    if aim.level is None:
        return None
    own = person.post
    held = [Held(run.series, None, run.level) for run in person.runs if run.level is not None]
    if own is not None and own.level is not None:
        held.append(Held(own.series, None, own.level))
    same_series, _ = same_as_held(aim.series, None, aim.level, held)
    same_group = same_series or any(
        each.level == aim.level and groups.same(each.series, aim.series) for each in held
    )
    occupied = answers.occupied_by or aim.occupied_by
    leaving = answers.holder_leaving if occupied == "other" else ""
    linked = answers.linked_level
    if linked is None:
        linked = aim.post.linked_level if aim.post is not None else False
    return RouteFacts(
        action=action,
        person_type=own.type if own is not None else PostType.OTHER,
        person_level=own.level if own is not None else None,
        highest_k=highest_held([each.level for each in held]),
        target_type=aim.level.post_type,
        target_level=aim.level,
        same_series=same_series,
        same_group=same_group,
        linked_level=linked,
        occupied_by=_OCCUPANTS[occupied],
        holder_leaving=_LEAVING[leaving],
        holder_leaves_on=answers.holder_leaves_on or aim.holder_leaves_on,
        granted_on=answers.granted_on,
        consent=answers.consent or None,
        no_list=answers.no_list or None,
        scholarship_bound=answers.scholarship_bound,
        on_live_list=answers.on_live_list,
        holder_hipps=answers.holder_hipps,
    )


_OCCUPANTS: dict[str, Occupant | None] = {
    "vacant": None, "applicant": "applicant", "other": "other",
}  # fmt: skip
_LEAVING: dict[str, Leaving | None] = {
    "": None, "retirement": "retirement", "resignation": "resignation",
}  # fmt: skip


def _post_by_number(uow: UnitOfWork, number: str) -> PostFacts | None:
    if not number:
        return None
    post = uow.session.scalars(select(Post).where(Post.number == number)).one_or_none()
    return post_facts(post) if post is not None else None


def _series(uow: UnitOfWork, title: str, own: PostFacts | None) -> str:
    """The series that a title means: the one of the post held, of a post so called, its own name."""
    if not title:
        return ""
    if own is not None and own.series and _bare(title) in (_bare(own.title), _bare(own.series)):
        return own.series
    query = select(Post.job_series).where(Post.title == title, Post.job_series != "").limit(1)
    known = uow.session.scalars(query).first()
    return known or _bare(title)


def _bare(title: str) -> str:
    """A title without the level that stands at its end."""
    for level in sorted(Level, key=lambda each: -len(each.label)):
        if title.endswith(level.label) and title != level.label:
            return title.removesuffix(level.label).strip()
    return title.strip()


def _holder(
    uow: UnitOfWork, post: PostFacts | None, person_id: int
) -> tuple[str, PartialDate | None] | None:
    """Who else holds a post: the name and the day of birth."""
    if post is None:
        return None
    query = (
        select(Person)
        .where(Person.post_id == post.id, Person.active.is_(True), Person.id != person_id)
        .limit(1)
    )
    found = uow.session.scalars(query).first()
    if found is None:
        return None
    born = PartialDate.from_storage(found.birth_date) if found.birth_date else None
    return full_name(found.prefix, found.first_name, found.last_name), born


def _last_day(born: PartialDate | None, law: Law) -> dt.date | None:
    day = born.exact if born is not None else None
    return retirement(day, law).last_day if day is not None else None
