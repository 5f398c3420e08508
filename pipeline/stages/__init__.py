"""The stages: one spaCy component a file (or folder). Each reads the `Doc` and hangs its findings on it.

`STAGES` is the order they run in, after the base model; `pipeline.assembly` puts them together.
"""

from __future__ import annotations

#: Runs before the base model, whose parser keeps to the sentence starts that it sets.
FIRST = "onrecord_sections"

#: Component factory name → module that registers it.
STAGES: dict[str, str] = {
    "onrecord_sections": "pipeline.stages.sections",
    "onrecord_dates": "pipeline.stages.dates",
    "onrecord_entities": "pipeline.stages.entities",
    "onrecord_coreference": "pipeline.stages.coreference",
    "onrecord_linking": "pipeline.stages.linking",
    "onrecord_encoder": "pipeline.stages.encoder",
    "onrecord_attribution": "pipeline.stages.attribution",
    "onrecord_stance": "pipeline.stages.stance",
    "onrecord_confidence": "pipeline.stages.confidence",
}
