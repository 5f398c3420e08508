"""Stance, form and voice: what the rules, the linear models and the encoder say together."""

from __future__ import annotations

from pipeline.annotations import Proposal
from pipeline.stages.stance.composition import Reading
from pipeline.stages.stance.forms import Act
from pipeline.stages.stance.learned import best, distribution, fused
from pipeline.stages.stance.normal_form import covers

#: How much the linear models count beside the encoder (exponents of their probabilities; the encoder's is 1).
WORDS_STANCE, RULE_FORM, RULE_VOICE = 0.75, 0.5, 1.0
#: A reading that opposes and fits at least this well decides against the encoder: it takes supporting for granted.
FITS = -3.0
#: The target is what somebody ends, blocks or cuts, or a deed with "not" before it: there the encoder goes by the tone.
UNDONE = frozenset({"way=dobj/-1/-1", "undone"})


def decide_stance(
    reading: Reading | None, shape: list[str], proposal: Proposal | None, signals: dict[str, float]
) -> str:
    """The stance toward a target: a reading that opposes wins where it fits, else the likeliest by encoder and words.

    For a ban the encoder often tells the stance toward what is banned: there a reading that supports wins too.
    """
    if reading is not None and reading.match.frame.stance in {"neutral", "mixed"}:
        return reading.match.frame.stance
    ruled, learned = distribution("stance", shape), proposal.stance if proposal else {}
    chosen, probability = best(fused((ruled, WORDS_STANCE), (learned, 1.0)))
    signals["stance"] = probability
    if ruled and learned:
        signals["stance_agrees"] = float(best(ruled)[0] == best(learned)[0])
    if not UNDONE.isdisjoint(shape):
        return "oppose"
    if reading is None or not reading.sign:
        return chosen or "support"
    toward = "support" if reading.sign > 0 else "oppose"
    signals["rule_agrees"] = float(toward == chosen)
    wins = toward == "oppose" or (reading.target_head is not None and covers(reading.target_head))
    return toward if chosen is None or not learned or (wins and signals["rule_fit"] > FITS) else chosen


def decide_form(act: Act, shape: list[str], proposal: Proposal | None, signals: dict[str, float]) -> str:
    """The form by the rules' linear model and the encoder; the act's own form where neither is there."""
    ruled, learned = distribution("form", shape), proposal.form if proposal else {}
    chosen, probability = best(fused((ruled, RULE_FORM), (learned, 1.0)))
    signals["form"] = probability
    if ruled and learned:
        signals["form_agrees"] = float(best(ruled)[0] == best(learned)[0])
    return chosen or act.form


def decide_voice(shape: list[str], proposal: Proposal | None, signals: dict[str, float]) -> str | None:
    """The voice by the rules' linear model and the encoder; None where neither is there."""
    ruled, learned = distribution("voice", shape), proposal.voice if proposal else {}
    chosen, probability = best(fused((ruled, RULE_VOICE), (learned, 1.0)))
    signals["voice"] = probability
    return chosen
