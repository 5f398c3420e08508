"""Stance: who is for or against what, read by rules on the parse and, where there is one, with the encoder's proposals.

Reads `doc._.metadata`, `sections`, `entities`, `attributions`, `dates` and `encoding`; writes `doc._.claims`,
`doc._.skipped` and `doc.spans["claims"]`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Claim, Encoding, Proposal, Range
from pipeline.attributes import register
from pipeline.codebook import Codebook, load_codebooks
from pipeline.stages.stance import sites as sites_
from pipeline.stages.stance.context import Context, build
from pipeline.stages.stance.courtesies import courteous
from pipeline.stages.stance.matching import forget
from pipeline.stages.stance.reader import read
from pipeline.stages.stance.rolls import with_rolls
from pipeline.stages.stance.signatories import signatories
from pipeline.stages.stance.silence import silences
from pipeline.stages.stance.targeting import best_stretch


def _propose(context: Context, encoding: Encoding | None) -> tuple[list[Claim], list[tuple[Range, str]]]:
    """The claims of a document and the stretches that were refused."""
    proposals = [] if encoding is None else [_placed(context, p) for p in encoding.proposals]
    proposals = [p for p in proposals if not context.is_silent(p.evidence.start) and not courteous(context, p.evidence)]
    signed = signatories(context)
    if signed:
        proposals = [p for p in proposals if context.section_at(p.evidence.start) != "signature"]
    claims = signed + [claim for proposal in proposals for claim in read(context, proposal.evidence, proposal)]
    threshold = sites_.THRESHOLD if encoding is None else sites_.BESIDE_ENCODER
    found = sites_.find_sites(context, threshold=threshold, taken=[p.evidence for p in proposals])
    for evidence in found.found:
        claims.extend(read(context, evidence))
    return with_rolls(context, claims), found.refused


def _placed(context: Context, proposal: Proposal) -> Proposal:
    """A proposal with the evidence of its own paragraph alone: that of its cue."""
    cue = best_stretch(proposal.cue)
    if cue is None or "\n" not in context.text[proposal.evidence.start : proposal.evidence.end]:
        return proposal
    return replace(proposal, evidence=context.within_paragraph(proposal.evidence, cue))


def _key(claim: Claim) -> tuple[object, ...]:
    return (*claim.evidence, claim.holder.name, *claim.target, claim.form, claim.stance)


class StanceReader:
    """The stage: `codebooks` are paths of concept lists; none means the ones that ship."""

    def __init__(self, codebooks: list[str]) -> None:
        self.codebook: Codebook = load_codebooks([Path(path) for path in codebooks])

    def __call__(self, doc: Doc) -> Doc:
        context = build(doc)
        claims, refused = _propose(context, doc._.encoding)
        unique = {_key(claim): claim for claim in claims}
        found = sorted(unique.values(), key=lambda c: (c.evidence, c.target, c.holder.name))
        for claim in found:
            claim.concept = self.codebook.concept(claim.subject, context.text[claim.target.start : claim.target.end])
        forget(doc)
        doc._.claims = found
        doc._.skipped = silences(context, found, refused)
        doc.spans["claims"] = [
            span
            for claim in found
            if (span := doc.char_span(*claim.evidence, label=claim.stance, alignment_mode="expand")) is not None
        ]
        return doc


@Language.factory(
    "onrecord_stance",
    assigns=["doc._.claims", "doc._.skipped"],
    requires=["token.dep", "token.pos"],
    default_config={"codebooks": []},
)
def create_stance(nlp: Language, name: str, codebooks: list[str]) -> StanceReader:
    """Component factory of the stance stage."""
    register()
    return StanceReader(codebooks)
