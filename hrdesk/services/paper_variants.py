"""Which of a paper's kinds a matter most likely wants: they are offered in this order."""

from __future__ import annotations

from collections.abc import Mapping

from hrdesk.rules.codes import Agency, CaseType

_LIKELIEST: Mapping[str, Mapping[CaseType, tuple[str, ...]]] = {
    "checklist": {
        CaseType.PROMOTION: ("promotion",),
        CaseType.POSITION_ALLOWANCE: ("promotion",),
        CaseType.PROMOTION_SELECTION: ("selection", "promotion"),
        CaseType.EXAMINATION: ("examination",),
        CaseType.SELECTION: ("selection",),
        CaseType.NEWCOMER: ("newcomer",),
        CaseType.APPOINTMENT_FROM_LIST: ("newcomer",),
        CaseType.CARD: ("card",),
    },
    "announcement": {
        CaseType.PROMOTION: ("selected", "assessment_result"),
        CaseType.POSITION_ALLOWANCE: ("selected", "assessment_result"),
        CaseType.PROMOTION_SELECTION: ("selected",),
        CaseType.REASSIGNMENT: ("selected",),
        CaseType.TRANSFER_IN: ("selected",),
        CaseType.EXAMINATION: ("entitled", "passers"),
        CaseType.SELECTION: ("entitled", "passers"),
        CaseType.APPRAISAL: ("outstanding",),
    },
    "committee_order": {
        CaseType.PROMOTION: ("work_assessment", "local_promotion"),
        CaseType.EXAMINATION: ("examination",),
        CaseType.SELECTION: ("selection",),
        CaseType.PROMOTION_SELECTION: ("screening", "selection"),
        CaseType.PROBATION: ("probation",),
        CaseType.APPRAISAL: ("appraisal",),
        CaseType.STEP_ROUND: ("step_increase",),
    },
    "invitation": {
        CaseType.EXAMINATION: ("ocsc", "committee"),
        CaseType.SELECTION: ("ocsc", "committee"),
    },
    "external_letter": {
        CaseType.EXAMINATION: ("doubtful_degree",),
        CaseType.SELECTION: ("doubtful_degree",),
        CaseType.TRANSFER_IN: ("transfer_consent",),
        CaseType.TRANSFER_OUT: ("transfer_consent",),
        CaseType.APPOINTMENT_FROM_LIST: ("list_request", "degree_check", "security_police"),
        CaseType.PROBATION: ("province_report",),
        CaseType.STEP_ROUND: ("province_report",),
        CaseType.PROMOTION: ("works_to_committee",),
    },
    "memorandum": {
        CaseType.TRANSFER_OUT: ("", "transfer_consent"),
        CaseType.PROBATION: ("", "probation_result"),
    },
    "person_notice": {
        CaseType.CARD: ("free",),
        CaseType.NEWCOMER: ("report_in",),
        CaseType.APPOINTMENT_FROM_LIST: ("report_in",),
        CaseType.PROBATION: ("result",),
        CaseType.PROMOTION: ("selected", "result"),
        CaseType.POSITION_ALLOWANCE: ("selected", "result"),
    },
}
_LOCAL: Mapping[str, Mapping[CaseType, tuple[str, ...]]] = {
    "committee_order": {CaseType.PROMOTION: ("local_promotion",)},
    "external_letter": {CaseType.PROMOTION: ("province_approval", "province_report")},
}
_OWN_LIST = {"checklist": "matter"}


def likeliest_first(
    kind: str, variants: tuple[str, ...], case_type: CaseType, agency: str
) -> tuple[str, ...]:
    """Return the kinds within a paper with those first that a matter most likely wants.

    A check list for a kind of matter without one of its own is that of the matter itself.
    """
    first = _LIKELIEST.get(kind, {}).get(case_type, ())
    if agency == Agency.SAO.value:
        first = (*_LOCAL.get(kind, {}).get(case_type, ()), *first)
    own = _OWN_LIST.get(kind)
    wanted = (*first, own) if own is not None else first
    known = [each for each in dict.fromkeys(wanted) if each in variants]
    return (*known, *(each for each in variants if each not in known))
