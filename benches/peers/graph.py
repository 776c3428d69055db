"""PageRank, betweenness, bridges and articulation points by other programs, on the network that the benchmark wrote in the same run.

    cargo bench --bench structure -- --write DIR 2000 && python3 benches/peers/graph.py DIR

PageRank with damping 0.85, every arc of weight 1, what nodes without arcs keep spread over all nodes; iterated to a change of 10^-12 where the
peer iterates. Betweenness of pairs counted once. Values agree within 10^-9 (PageRank), or relatively within 10^-9 (betweenness).
Peers that are not installed are skipped.
"""

import statistics
import sys
import time
from pathlib import Path

RUNS = 5
# NetworkX counts betweenness in Python: not for networks larger than this.
SLOW = 4_000


def read(file):
    parts = {"arc": [], "tie": [], "node": [], "bridge": [], "point": [], "size": [], "times": []}
    for row in file.read_text().splitlines():
        kind, *words = row.split()
        parts[kind].append(tuple(float(word) if kind in ("node", "times") else int(word) for word in words))
    return parts


def timed(work, runs):
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        answer = work()
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times), answer


def edge_set(edges):
    return {(min(a, b), max(a, b)) for a, b in edges}


def in_order(found, nodes):
    return [found[node] for node in range(nodes)]


def rustworkx(nodes, arcs, ties):
    import rustworkx as rx

    net, flat = rx.PyDiGraph(), rx.PyGraph()
    net.add_nodes_from(range(nodes))
    flat.add_nodes_from(range(nodes))
    net.extend_from_weighted_edge_list([(a, b, 1.0) for a, b in arcs])
    flat.extend_from_weighted_edge_list([(a, b, 1.0) for a, b in ties])

    def rank():
        # It stops at this times the number of nodes.
        return in_order(rx.pagerank(net, alpha=0.85, tol=1e-12 / nodes, max_iter=200), nodes)

    def between():
        return in_order(rx.betweenness_centrality(flat, normalized=False), nodes)

    return rank, between, lambda: edge_set(rx.bridges(flat)), lambda: set(rx.articulation_points(flat))


def igraph(nodes, arcs, ties):
    import igraph

    net = igraph.Graph(n=nodes, edges=arcs, directed=True)
    flat = igraph.Graph(n=nodes, edges=ties)
    bridges = lambda: edge_set(ties[edge] for edge in flat.bridges())
    return lambda: net.pagerank(damping=0.85), flat.betweenness, bridges, lambda: set(flat.articulation_points())


def networkx(nodes, arcs, ties):
    import networkx as nx

    net, flat = nx.DiGraph(), nx.Graph()
    net.add_nodes_from(range(nodes))
    flat.add_nodes_from(range(nodes))
    net.add_edges_from(arcs)
    flat.add_edges_from(ties)

    def rank():
        return in_order(nx.pagerank(net, alpha=0.85, tol=1e-12 / nodes, max_iter=200), nodes)

    def between():
        return in_order(nx.betweenness_centrality(flat, normalized=False), nodes)

    between = between if nodes <= SLOW else None
    return rank, between, lambda: edge_set(nx.bridges(flat)), lambda: set(nx.articulation_points(flat))


def main():
    parts = read(Path(sys.argv[1]) / "structure.txt")
    nodes, frameworks = parts["size"][0]
    ranks, betweens = zip(*parts["node"])
    close = lambda wanted, scale: lambda found: max(abs(a - b) / scale(a) for a, b in zip(wanted, found)) <= 1e-9
    checks = [
        ("PageRank", close(ranks, lambda _: 1)),
        ("betweenness", close(betweens, lambda value: max(1, abs(value)))),
        ("bridges", lambda found: found == edge_set(parts["bridge"])),
        ("articulation points", lambda found: found == {point for (point,) in parts["point"]}),
    ]
    print(f"{frameworks} frameworks: a network of {nodes} nodes and {len(parts['tie'])} ties")
    print(f"{'':20} {'':12} {'ms':>10} {'ratio':>7}")
    failed = False
    for (measure, agrees), ours, at in zip(checks, parts["times"][0], range(4)):
        print(f"{measure:20} {'interlex':12} {ours:10.2f}")
        for peer in (rustworkx, igraph, networkx):
            try:
                work = peer(nodes, parts["arc"], parts["tie"])[at]
            except ImportError as error:
                print(f"{'':20} {peer.__name__:12} skipped: {error}")
                continue
            if work is None:
                print(f"{'':20} {peer.__name__:12} skipped: too slow at this size")
                continue
            spent, found = timed(work, 1 if measure == "betweenness" and nodes > SLOW else RUNS)
            same = agrees(found)
            failed |= not same
            print(f"{'':20} {peer.__name__:12} {spent:10.2f} {spent / ours:7.1f}  {'agree' if same else 'DIFFER'}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
