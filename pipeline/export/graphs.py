"""The actor × concept network for network programs: GraphML, and GEXF with time intervals."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

from pipeline.analysis.ledger import ledger
from pipeline.analysis.networks import affiliation_graph
from pipeline.analysis.sources import Records
from pipeline.export.formats import Exported

#: Characters that XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write_graphml(source: Records, out: Path) -> Exported:
    """Nodes: `kind` (actor, concept), `label`, `statements`. Edges: `position`, `weight`, `first`, `last`."""
    graph, claims = _graph(source)
    nx.write_graphml(graph, out, named_key_ids=True)
    return Exported((out,), claims=claims)


def write_gexf(source: Records, out: Path) -> Exported:
    """The same, dynamic: an edge lives from its first statement's first day to its last statement's last day."""
    graph, claims = _graph(source)
    graph.graph["mode"] = "dynamic"
    for _, _, edge in graph.edges(data=True):
        if "first" in edge:
            edge["spells"] = [(edge.pop("first"), edge.pop("last"))]
    for node in graph:
        days = [spell for _, _, edge in graph.edges(node, data=True) for spell in edge.get("spells", ())]
        if days:
            graph.nodes[node]["spells"] = [(min(start for start, _ in days), max(end for _, end in days))]
    lines = nx.generate_gexf(graph)
    out.write_text(_TODAY.sub("", "\n".join(lines), count=1), encoding="utf-8")  # the same records, the same file
    return Exported((out,), claims=claims)


def _graph(source: Records) -> tuple[nx.MultiGraph, int]:
    frame = ledger(source)
    graph = affiliation_graph(frame)
    clean = {node: _NO_XML.sub("\ufffd", node) for node in graph}
    for _, values in graph.nodes(data=True):
        values["label"] = _NO_XML.sub("\ufffd", values["label"])
    for number, (_, _, edge) in enumerate(graph.edges(data=True)):
        edge["id"] = f"e{number}"
    return nx.relabel_nodes(graph, clean), len(frame)
