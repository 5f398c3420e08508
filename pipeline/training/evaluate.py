"""How good proposals are, before any rule: evidence found, and the fields of what was found."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from tokenizers import Tokenizer

from pipeline.annotations import Proposal, Range
from pipeline.stages.encoder.decode import Tagged, Thresholds, find, proposal
from pipeline.stages.encoder.windows import Window, framed, special_marks
from pipeline.training.examples import Text
from pipeline.training.network import Network


def propose(network: Network, text: Text, tokenizer: Tokenizer, *, size: int, limits: Thresholds) -> list[Proposal]:
    """The network's proposals for one text, as the stage makes them but in PyTorch."""
    windows = text.windows(size)
    if not windows:
        return []
    finds = find([_tagged(network, text, window, tokenizer) for window in windows], limits)
    return [proposal(one, text.pieces, window) for window, claims in zip(windows, finds, strict=True) for one in claims]


def _tagged(network: Network, text: Text, window: Window, tokenizer: Tokenizer) -> Tagged:
    start_mark, end_mark = special_marks(tokenizer)
    ids, marks = framed(text.pieces, window, start_mark=start_mark, end_mark=end_mark)
    with torch.no_grad():
        vectors, anchors, tags = network.tagger(torch.from_numpy(ids)[None], torch.from_numpy(marks)[None])

    def read(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with torch.no_grad():
            parts, choices = network.reader(vectors, torch.from_numpy(places))
        return parts.numpy(), choices.numpy()

    return Tagged(anchors[0].numpy(), tags[0, :, 0].numpy(), np.pad(np.ones(len(ids) - 2, dtype=bool), 1), read)


def run_over(network: Network, texts: list[Text], tokenizer: Tokenizer, *, size: int) -> None:
    """Pass the windows of these texts through the tagger, for those who watch its layers."""
    start_mark, end_mark = special_marks(tokenizer)
    for text in texts:
        for window in text.windows(size):
            ids, marks = framed(text.pieces, window, start_mark=start_mark, end_mark=end_mark)
            network.tagger(torch.from_numpy(ids)[None], torch.from_numpy(marks)[None])


def _tokens(text: str) -> np.ndarray:
    return np.array([match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]).reshape(-1, 2)


def _inside(tokens: np.ndarray, span: tuple[int, int]) -> set[int]:
    return set(np.flatnonzero((tokens[:, 0] < span[1]) & (tokens[:, 1] > span[0])).tolist())


def _overlap(tokens: np.ndarray, a: tuple[int, int], b: tuple[int, int]) -> float:
    x, y = _inside(tokens, a), _inside(tokens, b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def _span(value: Any) -> tuple[int, int] | None:
    if isinstance(value, dict) and "mention" in value:
        value = value["mention"]
    return None if not value or value.get("start") is None else (value["start"], value["end"])


def cores(claims: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Claims grouped where they differ in nothing but the holder."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for claim in claims:
        same = (claim["stance"], claim["form"], *(claim[name]["start"] for name in ("evidence", "cue", "target")))
        groups.setdefault(same, []).append(claim)
    return list(groups.values())


def _top(chances: dict[str, float]) -> str:
    return max(chances, key=lambda value: chances[value])


def measure(pairs: list[tuple[Text, list[Proposal]]], *, least: float = 0.0) -> dict[str, float]:
    """Precision, recall and F1 of evidence, coordinated holders counted once, and the fields of matched pairs."""
    gold = made = matched = 0
    right: dict[str, list[bool]] = {}
    for text, proposals in pairs:
        proposals = [p for p in proposals if p.score >= least]
        groups, tokens = cores(text.gold), _tokens(text.text)
        gold, made = gold + len(groups), made + len(proposals)
        if not groups or not proposals:
            continue
        weight = np.zeros((len(groups), len(proposals)))
        answers: dict[tuple[int, int], dict[str, bool]] = {}
        for i, group in enumerate(groups):
            for j, one in enumerate(proposals):
                shared = _overlap(tokens, _span(group[0]["evidence"]) or (0, 0), one.evidence)
                if shared >= 0.5:
                    answers[i, j] = _answers(group, one, tokens)
                    weight[i, j] = (
                        1 + shared / 10 + 2 * answers[i, j]["stance"] + 2 * answers[i, j].get("target", False)
                    )
        for i, j in zip(*linear_sum_assignment(-weight), strict=True):
            if weight[i, j] > 0:
                matched += 1
                for name, value in answers[int(i), int(j)].items():
                    right.setdefault(name, []).append(value)
    result = {"P": matched / max(1, made), "R": matched / max(1, gold), "F1": 2 * matched / max(1, made + gold)}
    result |= {name: float(np.mean(values)) for name, values in sorted(right.items())}
    result["F1all"] = 2 * sum(right.get("all", [])) / max(1, made + gold)
    return {name: round(value, 3) for name, value in result.items()}


def _answers(group: list[dict[str, Any]], one: Proposal, tokens: np.ndarray) -> dict[str, bool]:
    first = group[0]
    result = {
        "stance": _top(one.stance) == first["stance"],
        "form": _top(one.form) == first["form"],
        "voice": _top(one.voice) == first["attribution"],
        "subject": _top(one.subject_stance) == first["subject_stance"],
    }
    target = one.target[0].range if one.target else Range(0, 0)
    gold = _span(first["target"])
    result["target"] = gold is not None and _overlap(tokens, gold, target) >= 0.5
    holders = [span for claim in group if (span := _span(claim["holder"]))]
    if holders:
        result["holder"] = bool(one.holder) and any(
            _overlap(tokens, span, one.holder[0].range) >= 0.5 for span in holders
        )
    for role in ("addressee", "condition", "justification"):
        span = _span(first[role])
        answer = getattr(one, role)
        best = answer[0] if answer and answer[0].score >= 0.5 else None
        if span or best:
            result[role] = bool(span and best and _overlap(tokens, span, best.range) >= 0.5)
    result["all"] = result["stance"] and result["form"] and result["target"]
    return result
