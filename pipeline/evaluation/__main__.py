"""`make evaluate`: all gold sets there are, docs/evaluation.md, and the floors."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipeline.evaluation import extract_gold
from pipeline.evaluation.gold import GoldDocument, read_gold
from pipeline.evaluation.report import Report
from pipeline.evaluation.tasks import TASKS, claims_report
from pipeline.extraction import Extractor
from pipeline.fingerprint import run_info
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ROOT / "tests" / "floors.json"
PAGE = ROOT / "docs" / "evaluation.md"

#: A figure may be lower than its floor by this much (libraries differ in the last digits between platforms).
TOLERANCE = 0.005

#: (name, file, split or genres, tasks). The first ones are the project's own; the others are measured where the data
#: is there.
SETS: tuple[tuple[str, str, str | frozenset[str] | None, tuple[str, ...]], ...] = (
    ("own-dev", "tests/gold/o-dev.jsonl", None, ("claims",)),
    ("own-unseen", "tests/gold/written-dev.jsonl", None, ("claims",)),
    ("own-samples", "tests/gold/samples.jsonl", None, ("claims",)),
    ("own-review", "tests/gold/cases.jsonl", None, ("cases",)),
    ("seeds", "{data}/gold/seeds.jsonl", None, ("claims", "dates", "entities")),
    ("dev", "{data}/gold/claims.jsonl", "dev", ("claims",)),
    ("gum", "{data}/data/entities_gum.jsonl.gz", frozenset({"news", "interview", "speech"}), ("names",)),
    ("meantime-names", "{data}/data/entities_meantime.jsonl.gz", None, ("names",)),
    ("ontogum-news", "{data}/data/coreference_ontogum.jsonl.gz", frozenset({"news"}), ("coreference",)),
    ("timebank-aquaint", "{data}/data/timex_timebank_aquaint.jsonl.gz", None, ("dates",)),
    ("meantime", "{data}/data/timex_meantime.jsonl.gz", None, ("dates",)),
    ("polnear-dev", "{data}/data/attribution_polnear.jsonl.gz", "dev", ("attribution",)),
    ("gum-dev", "{data}/data/attribution_gum.jsonl.gz", "dev", ("attribution",)),
)

_HEAD = """# How good extraction is

Written by `make evaluate` on {date}. Pipeline {version}; {models}.

Claims: `claim` is the evidence alone; `holder` adds the holder, `stance` the stance, `full` the target. `form`,
`attribution`, `date`, `addressee` and `wording` (stance as the text words it) are shares of the matched pairs.
Dates: TempEval-3 style. Attribution: PolNeAR style. Entities: mentions with type, canonical names, B³. Names and
coreference: the bare base model beside ours (docs/entities.md).
Sets other than `own-…` are not part of the project; their figures stand here from a run where they were present.

"""

#: Documents of long co-sponsor lists: figures are also given without them.
_LISTS = frozenset({"D061", "D133", "E049", "E078"})


def main() -> int:
    """Run the sets; returns the exit code (1 where a figure fell below its floor)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder of data outside the project")
    parser.add_argument("--only", help="one set, or one task, by name")
    parser.add_argument("--rules", action="store_true", help="without the encoder; nothing is written or checked")
    parser.add_argument("--raise-floors", action="store_true", help="make today's figures the floors")
    options = parser.parse_args()
    settings = Settings.model_validate({"encoder": {"enabled": not options.rules}})
    reports = list(_reports(options.data, options.only, settings))
    if options.only or options.rules:
        return 0
    metrics = {name: value for report in reports for name, value in report.metrics.items()}
    PAGE.write_text(_page(reports, settings), encoding="utf-8")
    if options.raise_floors:
        kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        FLOORS.write_text(json.dumps(dict(sorted((kept | metrics).items())), indent=1) + "\n", encoding="utf-8")
    return _check(metrics)


def _reports(data: Path, only: str | None, settings: Settings) -> Iterator[Report]:
    extractor = Extractor(settings)
    for name, file, part, tasks in SETS:
        path = Path(file.format(data=data)) if "{data}" in file else ROOT / file
        if only not in (None, name, *tasks):
            continue
        if not path.exists():
            print(f"SKIPPED {name}: {path} is not there", file=sys.stderr)
            continue
        gold = read_gold(path, part if isinstance(part, str) else None)
        if isinstance(part, frozenset):
            gold = [document for document in gold if document["genre"] in part]
        records = extract_gold(gold, extractor)
        for task in tasks if only not in tasks else (only,):
            report = TASKS[task][1](name, gold, records)
            print(report.text(), flush=True)
            yield report
        if name == "dev":
            yield from _parts(gold, records)


def _parts(gold: Sequence[GoldDocument], records: object) -> Iterator[Report]:
    """The dev claims by genre, and without the long lists."""
    genres = sorted({document["genre"] for document in gold})
    parts = [(f"dev {genre}", [d for d in gold if d["genre"] == genre]) for genre in genres]
    parts.append(("dev without lists", [d for d in gold if d["doc_id"] not in _LISTS]))
    for name, documents in parts:
        report = claims_report(name, documents, records)  # type: ignore[arg-type]
        print(report.text(), flush=True)
        yield report


def _page(reports: Sequence[Report], settings: Settings) -> str:
    run = run_info(settings)
    models = "; ".join(f"{name} {value}" for name, value in run.models.items())
    return _HEAD.format(date=date.today().isoformat(), version=run.pipeline_version, models=models) + "\n".join(
        report.markdown() for report in reports
    )


def _check(metrics: dict[str, float]) -> int:
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = {
        name: (metrics[name], floor) for name, floor in floors.items() if metrics.get(name, 1) < floor - TOLERANCE
    }
    for name, (value, floor) in fallen.items():
        print(f"FALLEN {name}: {value:.4f}, floor {floor:.4f}", file=sys.stderr)
    print(f"{len(metrics)} figures, {len(fallen)} below their floor ({FLOORS.relative_to(ROOT)})", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
