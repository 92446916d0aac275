"""``hrdesk calc baht_text``: an amount in Thai words."""

from __future__ import annotations

from hrdesk.rules.calc.facts import Amount, Facts
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.numbers import MAXIMUM_MONEY, MoneyError, baht_text
from hrdesk.rules.refusal import Refused

_SENTENCES = {
    "money_negative": "จำนวนเงินต้องไม่ติดลบ",
    "money_too_large": f"จำนวนเงินต้องไม่เกิน {shown(MAXIMUM_MONEY)} บาท",
    "money_too_many_decimals": "จำนวนเงินมีทศนิยมได้ไม่เกินสองตำแหน่ง",
}


class BahtTextFacts(Facts):
    """An amount in baht."""

    amount: Amount


def run(facts: BahtTextFacts, context: Context) -> Answer:
    """The amount as on cheques and papers (common.baht-text)."""
    try:
        text = baht_text(facts.amount)
    except MoneyError as problem:
        raise Refused(problem.code, _SENTENCES[problem.code], "amount") from None
    amount = Explanation("common.baht-text", "จำนวนเงิน", facts.amount, unit="บาท")
    tree = Explanation("common.baht-text", "จำนวนเงินเป็นตัวอักษร", text, children=(amount,))
    return Answer({"text": text}, tree, context.book.newest())


KIND = Kind("baht_text", "จำนวนเงินเป็นตัวอักษร", BahtTextFacts, run)
