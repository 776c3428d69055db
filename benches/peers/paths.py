"""The best chains between all jurisdictions by other programs, on the networks that the benchmark wrote in the same run.

    cargo bench --bench paths -- --write DIR 20000 && python3 benches/peers/paths.py DIR

Every peer gets the same network with the same whole-number costs and must find the same costs. A chain has at most four links,
which no peer can ask for: each node stands there once for each number of links (`layered`). Those that search by themselves fast enough
also answer without the limit (`lifted`), a smaller graph and an easier question; their chains may be longer and never cost more.
Peers that are not installed are skipped. Slow ones search from some jurisdictions; their time is put in proportion.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

RUNS = 3
LAYERS = ["legal", "technical", "data"]


class Layer:
    """One layer: links, what applies where, and the answers of interlex."""

    def __init__(self, file):
        rows = file.read_text().splitlines()
        self.nodes, self.sides, self.hops = map(int, rows[0].split())
        parts = {"end": [], "link": [], "anchor": [], "best": []}
        for row in rows[1:]:
            kind, *numbers = row.split()
            parts[kind].append([int(number) for number in numbers])
        self.ends = {row[0] for row in parts["end"]}
        self.links = np.array(parts["link"], dtype=np.int64).reshape(-1, 3)
        self.anchors = np.array(parts["anchor"], dtype=np.int64).reshape(-1, 3)
        self.best = np.full((self.sides, self.sides), np.inf)
        for a, b, cost in parts["best"]:
            self.best[a, b] = self.best[b, a] = np.inf if cost < 0 else cost

    def graph(self, layered):
        """Arcs as three columns, the first node of those that stand for jurisdictions as starts, and that of those as ends."""
        floors = self.hops + 1 if layered else 1
        both = np.concatenate([self.links, self.links[:, [1, 0, 2]]])
        through = both[~np.isin(both[:, 0], list(self.ends))]
        arcs = []
        for hop in range(self.hops if layered else 1):
            step = both if hop == 0 else through
            arcs.append(step + np.array([hop * self.nodes, (hop + 1) % floors * self.nodes, 0]))
        starts = floors * self.nodes
        ends = starts + self.sides
        side, anchor, cost = self.anchors.T
        # One more on the way in and out: some peers take an arc of cost 0 for none.
        arcs.append(np.stack([starts + side, anchor, cost + 1], axis=1))
        for hop in range(floors):
            arcs.append(np.stack([hop * self.nodes + anchor, ends + side, cost + 1], axis=1))
        return np.concatenate(arcs), starts, ends

    def off(self, found, sources, lifted):
        """How many answers are not those of interlex; without the limit of links, how many are worse."""
        wanted = self.best[sources].copy()
        found = np.where(found > 2**62, np.inf, found) - 2
        for row, source in enumerate(sources):
            wanted[row, source] = found[row, source] = 0
        return int((found > wanted).sum() if lifted else (found != wanted).sum())


def scipy_dijkstra(arcs, size, sources, targets):
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    net = csr_array((arcs[:, 2].astype(float), (arcs[:, 0], arcs[:, 1])), shape=(size, size))
    return lambda: dijkstra(net, indices=sources)[:, targets]


def networkit_spsp(arcs, size, sources, targets):
    import networkit as nk

    net = nk.Graph(size, weighted=True, directed=True)
    for a, b, cost in arcs.tolist():
        net.addEdge(a, b, cost)

    def run():
        search = nk.distance.SPSP(net, list(map(int, sources)), list(map(int, targets)))
        search.run()
        return np.array(search.getDistances())

    return run


def igraph_distances(arcs, size, sources, targets):
    import igraph

    net = igraph.Graph(n=size, edges=arcs[:, :2].tolist(), directed=True)
    costs = arcs[:, 2].tolist()
    return lambda: np.array(net.distances(list(sources), list(targets), weights=costs, algorithm="dijkstra"))


def rustworkx_dijkstra(arcs, size, sources, targets):
    import rustworkx as rx

    net = rx.PyDiGraph(multigraph=True)
    net.add_nodes_from(range(size))
    net.extend_from_weighted_edge_list([(a, b, float(cost)) for a, b, cost in arcs.tolist()])

    def run():
        rows = []
        for source in sources:
            found = rx.dijkstra_shortest_path_lengths(net, int(source), lambda cost: cost)
            rows.append([found[target] if target in found else np.inf for target in map(int, targets)])
        return np.array(rows)

    return run


def graph_tool_distance(arcs, size, sources, targets):
    import graph_tool as gt
    from graph_tool.topology import shortest_distance

    net = gt.Graph(directed=True)
    net.add_vertex(size)
    costs = net.new_edge_property("double")
    net.add_edge_list(arcs, eprops=[costs])
    targets = list(map(int, targets))
    return lambda: np.array([shortest_distance(net, int(source), targets, costs).astype(float) for source in sources])


def networkx_dijkstra(arcs, size, sources, targets):
    import networkx as nx

    net = nx.DiGraph()
    net.add_nodes_from(range(size))
    for a, b, cost in arcs.tolist():
        known = net.get_edge_data(a, b)
        if known is None or known["weight"] > cost:
            net.add_edge(a, b, weight=cost)

    def run():
        rows = []
        for source in sources:
            found = nx.single_source_dijkstra_path_length(net, int(source))
            rows.append([found.get(int(target), np.inf) for target in targets])
        return np.array(rows)

    return run


# Name, function, whether the limit of links is lifted, from how many jurisdictions it searches (all: None).
PEERS = [
    ("SciPy csgraph, lifted", scipy_dijkstra, True, None),
    ("SciPy csgraph, layered", scipy_dijkstra, False, None),
    ("NetworKit SPSP, lifted", networkit_spsp, True, None),
    ("NetworKit SPSP, layered", networkit_spsp, False, 40),
    ("python-igraph, lifted", igraph_distances, True, 40),
    ("python-igraph, layered", igraph_distances, False, 20),
    ("graph-tool, lifted", graph_tool_distance, True, 40),
    ("graph-tool, layered", graph_tool_distance, False, 20),
    ("rustworkx, lifted", rustworkx_dijkstra, True, 20),
    ("rustworkx, layered", rustworkx_dijkstra, False, 5),
    ("NetworkX, lifted", networkx_dijkstra, True, 10),
    ("NetworkX, layered", networkx_dijkstra, False, 3),
]


def measure(layers, peer, lifted, sample):
    """Seconds for all jurisdictions in all layers (the graph built before), how many searched, and how many answers are off."""
    seconds, off, searched = 0.0, 0, 0
    for layer in layers:
        arcs, starts, ends = layer.graph(not lifted)
        count = layer.sides if sample is None else min(sample, layer.sides)
        sides = np.arange(count) * layer.sides // count
        run = peer(arcs, ends + layer.sides, starts + sides, ends + np.arange(layer.sides))
        times = []
        for _ in range(RUNS if sample is None else 1):
            began = time.perf_counter()
            found = run()
            times.append(time.perf_counter() - began)
        seconds += statistics.median(times) * layer.sides / count
        off += layer.off(np.array(found, dtype=float), sides, lifted)
        searched += count
    return seconds, searched, off


def main():
    folder = Path(sys.argv[1])
    ours = json.loads((folder / "times.json").read_text())
    layers = [Layer(folder / f"{layer}.txt") for layer in LAYERS]
    print(f"{ours['frameworks']} frameworks, {layers[0].sides} jurisdictions, {len(layers)} layers")
    print(f"{'':26} {'seconds':>9} {'searches':>9} {'ratio':>7}  answers")
    print(f"{'interlex':26} {ours['chains_ms'] / 1e3:9.4f} {'all':>9} {1:7.1f}")
    failed = False
    for name, peer, lifted, sample in PEERS:
        try:
            seconds, searched, off = measure(layers, peer, lifted, sample)
        except ImportError as error:
            print(f"{name:26} skipped: {error}")
            continue
        failed |= off > 0
        words = "differ: " + str(off) if off else "none is worse" if lifted else "agree"
        print(f"{name:26} {seconds:9.2f} {searched:9} {seconds * 1e3 / ours['chains_ms']:7.1f}  {words}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
