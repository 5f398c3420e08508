"""The figures: a timeline and a network, drawn without a display, the same bytes for the same ledger.

Colours are Okabe and Ito's, safe for the colour-blind; shape and line say the same as colour, for print in grey.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import networkx as nx
from matplotlib.figure import Figure as Canvas

from pipeline.analysis.ledger import counted
from pipeline.analysis.networks import graph_of, one_mode, statements

if TYPE_CHECKING:
    from pipeline.analysis.report.content import Content

SUPPORT, OPPOSE, MIXED = "#0072B2", "#D55E00", "#CC79A7"
#: Position → colour, marker.
LOOKS = {"support": (SUPPORT, "^"), "oppose": (OPPOSE, "v"), "mixed": (MIXED, "D")}
ROWS, NODES = 18, 40
_STYLE = {"svg.hashsalt": "onrecord", "font.family": "DejaVu Sans", "font.size": 9}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure under its name, able to write itself."""

    name: str
    canvas: Canvas

    def svg(self) -> bytes:
        """As SVG, letters as outlines, without a date."""
        return self._bytes(format="svg", metadata={"Date": None})

    def png(self) -> bytes:
        """As PNG, 200 dots an inch."""
        return self._bytes(format="png", dpi=200, metadata={"Software": None})

    def _bytes(self, **options: Any) -> bytes:
        buffer = io.BytesIO()
        with mpl.rc_context(_STYLE), warnings.catch_warnings():  # type: ignore[arg-type]
            warnings.simplefilter("ignore", UserWarning)  # a letter that the font lacks is drawn as a box
            self.canvas.savefig(buffer, bbox_inches="tight", facecolor="white", **options)
        return buffer.getvalue()


def draw(content: Content) -> list[Figure]:
    """The figures for which there is something to draw."""
    makers: tuple[tuple[str, Callable[[Content], Canvas | None]], ...] = (("timeline", timeline), ("network", network))
    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]
        drawn = [(name, make(content)) for name, make in makers]
    return [Figure(name, canvas) for name, canvas in drawn if canvas is not None]


def label(text: str, limit: int = 34) -> str:
    """A name as Matplotlib should draw it: short, on one line, nothing taken for a formula."""
    line = " ".join(text.split())
    line = line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
    return line.replace("\\", "\\\\").replace("$", r"\$")


def timeline(content: Content) -> Canvas | None:
    """Utterances of the most active actors by date; a line is a date known only to the month or year."""
    said = counted(content.frame)
    said = said[said["date_earliest"].notna() & said["position"].isin(list(LOOKS))]
    ranks = said["actor"].value_counts()
    actors = sorted(ranks.index, key=lambda name: (-ranks[name], name))[:ROWS]
    if not actors:
        return None
    canvas = Canvas(figsize=(9.5, 1.2 + 0.34 * len(actors)))
    axes = canvas.add_subplot()
    for position, (colour, marker) in LOOKS.items():
        points = said[(said["position"] == position) & said["actor"].isin(actors)]
        shift = {"support": -0.14, "oppose": 0.14, "mixed": 0.0}[position]
        heights = [actors.index(name) + shift for name in points["actor"]]
        first, last = points["date_earliest"].astype("datetime64[ns]"), points["date_latest"].astype("datetime64[ns]")
        axes.hlines(heights, first, last, colors=colour, linewidth=1.2, alpha=0.45)
        middle = first + (last - first) / 2
        axes.scatter(middle, heights, c=colour, marker=marker, s=34, label=position, linewidths=0.4, edgecolors="white")
    axes.set_yticks(range(len(actors)), [label(name) for name in actors])
    axes.set_ylim(len(actors) - 0.5, -0.5)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08 - 0.4 / len(actors)), ncols=3, frameon=False)
    canvas.autofmt_xdate(rotation=0, ha="center")
    return canvas


def network(content: Content) -> Canvas | None:
    """Actors that agree (solid) and disagree (dashed) on the same topics: congruence less conflict."""
    said = counted(content.frame)
    said = said[said["position"].isin(list(LOOKS))]
    shared = said[said.groupby("topic")["actor"].transform("nunique") > 1]  # what only one actor speaks of joins nobody
    activity = said["actor"].value_counts()
    busiest = sorted(shared["actor"].unique(), key=lambda name: (-activity[name], name))[:NODES]
    matrix = one_mode(
        statements(shared[shared["actor"].isin(busiest)]), aggregation="subtract", normalization="average"
    )
    graph = graph_of(matrix)
    graph.remove_nodes_from([node for node in list(graph) if graph.degree(node) == 0])
    if graph.number_of_edges() == 0:
        return None
    places = _layout(graph)
    canvas = Canvas(figsize=(9.5, 6.5))
    axes = canvas.add_subplot()
    _draw_edges(axes, graph, places)
    sizes = [40 + 16 * min(40, int(activity.get(node, 0))) for node in graph]
    xs, ys = zip(*(places[node] for node in graph), strict=True)
    axes.scatter(xs, ys, s=sizes, c="#222222", zorder=3, linewidths=0)
    for node in graph:
        x, y = places[node]
        axes.annotate(
            label(node, 28), (x, y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=7.5, zorder=4,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.75},
        )  # fmt: skip
    axes.margins(0.12)
    axes.set_axis_off()
    return canvas


def _layout(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """Kamada and Kawai's: those that agree stand near, those that disagree far, the rest between."""
    nodes = sorted(graph)
    angles = {node: 2 * math.pi * number / len(nodes) for number, node in enumerate(nodes)}
    start = {node: (math.cos(angle), math.sin(angle)) for node, angle in angles.items()}
    apart = {one: {other: _distance(graph, one, other) for other in nodes} for one in nodes}
    placed = nx.kamada_kawai_layout(graph, dist=apart, pos=start, weight=None)
    return {node: (float(x), float(y)) for node, (x, y) in placed.items()}


def _distance(graph: nx.Graph, one: str, other: str) -> float:
    if one == other:
        return 0.0
    weight = graph.edges[one, other]["weight"] if graph.has_edge(one, other) else 0.0
    return 1.0 if weight > 0 else 2.4 if weight < 0 else 1.8


def _draw_edges(axes: Any, graph: nx.Graph, places: dict[str, tuple[float, float]]) -> None:
    for one, other, weight in sorted(graph.edges(data="weight")):
        xs, ys = zip(places[one], places[other], strict=True)
        colour, line = (SUPPORT, "-") if weight > 0 else (OPPOSE, (0, (4, 3)))
        axes.plot(xs, ys, color=colour, linestyle=line, linewidth=0.8 + min(3.0, abs(weight)), alpha=0.6, zorder=1)
