"""All pairs of frameworks compared by other programs, on the profiles and answers that benches/pairs.rs wrote.

    python3 benches/peers/pairs.py DIR NAME [PEER ...]     such as target/pairs generated-2000

Each peer counts the verdicts of all pairs by layer and pattern and by pair of homes, and keeps the ten nearest and furthest
pairs. Its counts must equal those of the library; then the ratio of the times is printed. What a peer does not do by itself
(rankings in DuckDB and Polars, say) it is let off, which is in its favour; the table says so.
"""

import csv
import json
import statistics
import sys
import time

import numpy as np

TOP = 10
HOMES = 208


def read(folder, name):
    with open(f"{folder}/{name}.json", encoding="utf-8") as file:
        answer = json.load(file)
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = lambda name, kind: np.array([int(row[name]) if row[name] != "" else 0 for row in rows], dtype=kind)
    known = lambda name: np.array([row[name] != "" for row in rows])
    data = {
        "layers": column("layers", np.uint8),
        "home": column("home", np.int32),
        "sets": [column("objectives", np.uint64), column("principles", np.uint64),
                 np.maximum(column("components", np.int64), 0).astype(np.uint64)],
        "known": [known("objectives"), known("principles"), column("components", np.int64) >= 0],
        "steps": [column(name, np.int8) for name in ("approach", "binding", "integration")],
    }
    return data, answer


# Where each pattern stands in the report's order: objectives, principles, approach, binding, integration, components.
SETS, STEPS = (0, 1, 5), (2, 3, 4)


def verdicts_of_sets(share, shared, size_a, size_b, known):
    smaller = np.minimum(size_a, size_b)
    enough = np.where(smaller > 0, shared >= share * smaller, size_a == size_b)
    return np.where(known, np.where(enough, 0, np.where((shared > 0) & (smaller > 0), 1, 2)), 3).astype(np.uint8)


def verdicts_of_steps(near, far, a, b):
    apart = np.abs(a - b)
    verdict = np.where(apart <= near, 0, np.where(apart <= far, 1, 2))
    return np.where((a >= 0) & (b >= 0), verdict, 3).astype(np.uint8)


def numpy_pairs(data, rule):
    """Blocks of some rows against all later ones: everything in vectors, nothing quadratic in memory."""
    share, near, far = rule["set_compatible"], rule["step_compatible"], rule["step_partial"]
    n = len(data["home"])
    sizes = [np.bitwise_count(sets).astype(np.int16) for sets in data["sets"]]
    places = np.zeros((3, HOMES * HOMES, 6, 4), np.int64)
    ranked = [[], []]
    block = max(1, 1_000_000 // n)
    for start in range(0, n, block):
        a, b = np.triu_indices(min(block, n - start), 1, n - start)
        a, b = a + start, b + start
        common = data["layers"][a] & data["layers"][b]
        a, b, common = a[common > 0], b[common > 0], common[common > 0]
        verdicts = np.empty((6, len(a)), np.uint8)
        shared_all = np.zeros(len(a), np.int32)
        apart_all = np.zeros(len(a), np.int32)
        for at, sets, size, known in zip(SETS, data["sets"], sizes, data["known"]):
            both = known[a] & known[b]
            shared = np.bitwise_count(sets[a] & sets[b]).astype(np.int16)
            verdicts[at] = verdicts_of_sets(share, shared, size[a], size[b], both)
            shared_all += np.where(both, shared, 0)
            apart_all += np.where(both, size[a] + size[b] - 2 * shared, 0)
        for at, steps in zip(STEPS, data["steps"]):
            verdicts[at] = verdicts_of_steps(near, far, steps[a], steps[b])
        pair = np.minimum(data["home"][a], data["home"][b]) * HOMES + np.maximum(data["home"][a], data["home"][b])
        for layer in range(3):
            inside = (common >> layer & 1).astype(bool)
            chosen = pair[inside] * 4
            for pattern in range(6):
                counted = np.bincount(chosen + verdicts[pattern][inside], minlength=HOMES * HOMES * 4)
                places[layer, :, pattern] += counted.reshape(-1, 4)
        compatible, partial, divergent = ((verdicts == which).sum(0, dtype=np.int32) for which in (0, 1, 2))
        keep(ranked, a, b, compatible, partial, divergent, shared_all, apart_all)
    totals = places.sum(1)
    return totals, places.reshape(3, HOMES, HOMES, 6, 4), finish(ranked)


def keep(ranked, a, b, compatible, partial, divergent, shared, apart):
    keys = [(compatible << 16) + (partial << 12) + shared, (divergent << 16) + ((6 - compatible) << 12) + apart]
    for which, key in enumerate(keys):
        least = -ranked[which][-1][0] if len(ranked[which]) == TOP else 1 << 16
        if len(key) > TOP:
            least = max(least, int(np.partition(key, -TOP)[-TOP]))
        ranked[which] += [(-int(key[at]), int(a[at]), int(b[at])) for at in np.flatnonzero(key >= least)]
        ranked[which].sort()
        del ranked[which][TOP:]


def finish(ranked):
    return [[[a, b] for _, a, b in rows] for rows in ranked]


def numba_kernel():
    import numba

    @numba.njit(inline="always")
    def ones(x):
        x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
        x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
        x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))

    @numba.njit(parallel=True, boundscheck=False)
    def kernel(layers, home, sets, known, steps, need, near, far, threads, top, homes):
        n = len(home)
        totals = np.zeros((threads, 3, 6, 4), np.int64)
        places = np.zeros((threads, 3, homes * homes, 6, 4), np.int64)
        keys = np.full((threads, 2, top), -1, np.int64)
        pairs = np.zeros((threads, 2, top, 2), np.int64)
        sizes = np.zeros((3, n), np.int64)
        for which in range(3):
            for at in range(n):
                sizes[which, at] = ones(sets[which, at])
        for thread in numba.prange(threads):
            verdicts = np.zeros(6, np.int64)
            for a in range(thread, n, threads):
                for b in range(a + 1, n):
                    common = layers[a] & layers[b]
                    if common == 0:
                        continue
                    counts0, counts1, counts2, shared_all, apart_all = 0, 0, 0, 0, 0
                    for which in range(3):
                        at = which if which < 2 else 5
                        verdict = 3
                        if known[which, a] and known[which, b]:
                            shared = ones(sets[which, a] & sets[which, b])
                            x, y = sizes[which, a], sizes[which, b]
                            smaller = min(x, y)
                            shared_all += shared
                            apart_all += x + y - 2 * shared
                            if smaller == 0:
                                verdict = 0 if x == y else 2
                            else:
                                verdict = 0 if shared >= need[smaller] else (1 if shared > 0 else 2)
                        verdicts[at] = verdict
                    for which in range(3):
                        x, y = steps[which, a], steps[which, b]
                        verdict = 3
                        if x >= 0 and y >= 0:
                            apart = abs(x - y)
                            verdict = 0 if apart <= near else (1 if apart <= far else 2)
                        verdicts[2 + which] = verdict
                    low, high = min(home[a], home[b]), max(home[a], home[b])
                    place = low * homes + high
                    for pattern in range(6):
                        verdict = verdicts[pattern]
                        counts0 += verdict == 0
                        counts1 += verdict == 1
                        counts2 += verdict == 2
                    for layer in range(3):
                        if common >> layer & 1:
                            for pattern in range(6):
                                places[thread, layer, place, pattern, verdicts[pattern]] += 1
                    near_key = (counts0 << 16) + (counts1 << 12) + shared_all
                    far_key = (counts2 << 16) + ((6 - counts0) << 12) + apart_all
                    for which in range(2):
                        key = near_key if which == 0 else far_key
                        if key >= 65536 and key > keys[thread, which, top - 1]:
                            slot = top - 1
                            while slot > 0 and keys[thread, which, slot - 1] < key:
                                keys[thread, which, slot] = keys[thread, which, slot - 1]
                                pairs[thread, which, slot, 0] = pairs[thread, which, slot - 1, 0]
                                pairs[thread, which, slot, 1] = pairs[thread, which, slot - 1, 1]
                                slot -= 1
                            keys[thread, which, slot] = key
                            pairs[thread, which, slot, 0] = a
                            pairs[thread, which, slot, 1] = b
        return places, keys, pairs

    return kernel


def needs(share):
    return np.array([0] + [next(s for s in range(1, m + 1) if s >= share * m) for m in range(1, 65)], np.int64)


def numba_pairs(data, rule, threads=2):
    places, keys, pairs = KERNEL(
        data["layers"].astype(np.int64), data["home"].astype(np.int64), np.array(data["sets"]), np.array(data["known"]),
        np.array(data["steps"]).astype(np.int64), needs(rule["set_compatible"]), rule["step_compatible"],
        rule["step_partial"], threads, TOP, HOMES)
    places = places.sum(0).reshape(3, HOMES, HOMES, 6, 4)
    ranked = []
    for which in range(2):
        rows = [(-int(keys[t, which, s]), *map(int, pairs[t, which, s])) for t in range(threads) for s in range(TOP)]
        ranked.append([[a, b] for key, a, b in sorted(rows)[:TOP] if key < 0])
    return places.sum((1, 2)), places, ranked


def numpy_distinct(data, rule):
    """The library's way in NumPy: tables of distinct values, weighed by how many frameworks of each home have them."""
    share, near, far = rule["set_compatible"], rule["step_compatible"], rule["step_partial"]
    places = np.zeros((3, HOMES, HOMES, 6, 4), np.int64)
    totals = np.zeros((3, 6, 4), np.int64)
    for layer in range(3):
        inside = (data["layers"] >> layer & 1).astype(bool)
        home = data["home"][inside]
        columns = [(at, sets[inside], known[inside]) for at, sets, known in zip(SETS, data["sets"], data["known"])]
        columns += [(at, steps[inside], steps[inside] >= 0) for at, steps in zip(STEPS, data["steps"])]
        for at, values, known in columns:
            everything = np.bincount(home, minlength=HOMES).astype(np.int64)
            distinct, which = np.unique(values[known], return_inverse=True)
            weights = np.zeros((HOMES, len(distinct)))
            np.add.at(weights, (home[known], which), 1)
            if at in SETS:
                size = np.bitwise_count(distinct).astype(np.int16)
                shared = np.bitwise_count(distinct[:, None] & distinct[None, :]).astype(np.int16)
                verdict = verdicts_of_sets(share, shared, size[:, None], size[None, :], True)
            else:
                verdict = verdicts_of_steps(near, far, distinct[:, None], distinct[None, :])
            assessed = weights.sum(1)
            for code in range(3):
                ordered = weights @ (verdict == code).astype(np.float64) @ weights.T
                within = np.diag(ordered) - (assessed if code == 0 else 0)
                np.fill_diagonal(ordered, within / 2)
                places[layer, :, :, at, code] = np.triu(ordered).astype(np.int64)
            pairs = np.outer(everything, everything)
            np.fill_diagonal(pairs, everything * (everything - 1) // 2)
            places[layer, :, :, at, 3] = np.triu(pairs) - places[layer, :, :, at, :3].sum(2)
        totals[layer] = places[layer].sum((0, 1))
    return totals, places, None


SQL_VERDICTS = """
select f.layers & s.layers as common, least(f.home, s.home) as a, greatest(f.home, s.home) as b, {columns}
from profiles f join profiles s on f.id < s.id and f.layers & s.layers > 0"""


def duckdb_pairs(data, rule):
    import duckdb

    share, near, far = rule["set_compatible"], rule["step_compatible"], rule["step_partial"]
    import pyarrow as pa

    columns = {"id": pa.array(np.arange(len(data["home"]))), "layers": pa.array(data["layers"].astype(np.int32)),
               "home": pa.array(data["home"])}
    for at, sets, known in zip(SETS, data["sets"], data["known"]):
        columns[f"p{at}"] = pa.array(sets, mask=~known)
    for at, steps in zip(STEPS, data["steps"]):
        columns[f"p{at}"] = pa.array(steps.astype(np.int32), mask=steps < 0)
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    profiles = pa.table(columns)
    connection.register("arrow", profiles)
    connection.execute("create table profiles as from arrow")
    parts = []
    for at in SETS:
        shared = f"bit_count(f.p{at} & s.p{at})"
        smaller = f"least(bit_count(f.p{at}), bit_count(s.p{at}))"
        parts.append(f"""case when f.p{at} is null or s.p{at} is null then 3
            when {smaller} = 0 then (case when f.p{at} = s.p{at} then 0 else 2 end)
            when {shared} >= {share}::double * {smaller} then 0 when {shared} > 0 then 1 else 2 end as v{at}""")
    for at in STEPS:
        apart = f"abs(f.p{at} - s.p{at})"
        parts.append(f"""case when f.p{at} is null or s.p{at} is null then 3 when {apart} <= {near} then 0
            when {apart} <= {far} then 1 else 2 end as v{at}""")
    # Counts of six patterns by one key: pairs are grouped by their six verdicts together, 4,096 at the most for a pair of homes.
    key = " + ".join(f"v{at} * {4 ** at}" for at in range(6))
    rows = connection.execute(f"""
        select common, a, b, {key} as verdicts, count(*) as n from ({SQL_VERDICTS.format(columns=", ".join(parts))})
        group by all""").fetchnumpy()
    places = np.zeros((3, HOMES, HOMES, 6, 4), np.int64)
    for layer in range(3):
        inside = (np.asarray(rows["common"]) >> layer & 1).astype(bool)
        a, b, verdicts, n = (np.asarray(rows[name])[inside] for name in ("a", "b", "verdicts", "n"))
        for pattern in range(6):
            np.add.at(places, (layer, a, b, pattern, verdicts >> 2 * pattern & 3), n)
    return places.sum((1, 2)), places, None


def polars_pairs(data, rule):
    """Without pairs of homes: a cross join in blocks, verdicts as expressions, summed."""
    import polars as pl

    share, near, far = rule["set_compatible"], rule["step_compatible"], rule["step_partial"]
    n = len(data["home"])
    columns = {"id": np.arange(n, dtype=np.int32), "layers": data["layers"]}
    for at, sets in zip(SETS, data["sets"]):
        columns[f"p{at}"] = sets
    for at, steps in zip(STEPS, data["steps"]):
        columns[f"p{at}"] = steps
    frame = pl.DataFrame(columns).with_columns(
        [pl.when(pl.Series(known)).then(pl.col(f"p{at}")).alias(f"p{at}") for at, known in zip(SETS, data["known"])]
        + [pl.when(pl.col(f"p{at}") >= 0).then(pl.col(f"p{at}")).alias(f"p{at}") for at in STEPS]
    ).with_columns([pl.col(f"p{at}").bitwise_count_ones().cast(pl.Int16).alias(f"n{at}") for at in SETS])
    verdicts = []
    for at in SETS:
        a, b, na, nb = (pl.col(name) for name in (f"p{at}", f"p{at}_right", f"n{at}", f"n{at}_right"))
        shared, smaller = (a & b).bitwise_count_ones(), pl.min_horizontal(na, nb)
        verdicts.append(pl.when(a.is_null() | b.is_null()).then(3)
                        .when(smaller == 0).then(pl.when(na == nb).then(0).otherwise(2))
                        .when(shared >= share * smaller).then(0).when(shared > 0).then(1).otherwise(2).alias(f"v{at}"))
    for at in STEPS:
        apart = (pl.col(f"p{at}").cast(pl.Int16) - pl.col(f"p{at}_right")).abs()
        verdicts.append(pl.when(apart.is_null()).then(3).when(apart <= near).then(0).when(apart <= far).then(1)
                        .otherwise(2).alias(f"v{at}"))
    key = sum(pl.col(f"v{at}").cast(pl.Int32) * 4 ** at for at in range(6)).alias("verdicts")
    totals = np.zeros((3, 6, 4), np.int64)
    block = max(1, 4_000_000 // n)
    for start in range(0, n, block):
        some = frame.slice(start, block).lazy().join(frame.slice(start).lazy(), how="cross")
        common = (pl.col("layers") & pl.col("layers_right")).alias("common")
        rows = (some.filter(pl.col("id") < pl.col("id_right")).select([common, *verdicts]).select(["common", key])
                .group_by(["common", "verdicts"]).len().collect())
        layers, verdict, count = (rows[name].to_numpy() for name in ("common", "verdicts", "len"))
        for layer in range(3):
            inside = (layers >> layer & 1).astype(bool)
            for pattern in range(6):
                np.add.at(totals, (layer, pattern, verdict[inside] >> 2 * pattern & 3), count[inside])
    return totals, None, None


def sklearn_pairs(data, rule):
    """Without pairs of homes: what two sets share as products of indicator vectors, steps as Manhattan distances, in blocks."""
    from sklearn.metrics.pairwise import linear_kernel, manhattan_distances

    share, near, far = rule["set_compatible"], rule["step_compatible"], rule["step_partial"]
    n = len(data["home"])
    bits = [((sets[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)).astype(np.float32) for sets in data["sets"]]
    totals = np.zeros((3, 6, 4), np.int64)
    for start in range(0, n, 500):
        some = slice(start, start + 500)
        later = np.arange(n)[None, :] > np.arange(n)[some, None]
        common = data["layers"][some, None] & data["layers"][None, :]
        chosen = [later & (common >> layer & 1).astype(bool) for layer in range(3)]
        for at, vectors, known in zip(SETS, bits, data["known"]):
            size = vectors.sum(1)
            verdict = verdicts_of_sets(share, linear_kernel(vectors[some], vectors), size[some, None], size[None, :],
                                       known[some, None] & known[None, :])
            for layer in range(3):
                totals[layer, at] += np.bincount(verdict[chosen[layer]], minlength=4)
        for at, steps in zip(STEPS, data["steps"]):
            column = steps.astype(np.float32)[:, None]
            apart = manhattan_distances(column[some], column)
            verdict = np.where(apart <= near, 0, np.where(apart <= far, 1, 2))
            verdict = np.where((steps[some, None] >= 0) & (steps[None, :] >= 0), verdict, 3)
            for layer in range(3):
                totals[layer, at] += np.bincount(verdict[chosen[layer]], minlength=4)
    return totals, None, None


PEERS = {
    "numba": (numba_pairs, "everything, 2 threads"),
    "numpy": (numpy_pairs, "everything"),
    "duckdb": (duckdb_pairs, "no rankings"),
    "polars": (polars_pairs, "no homes, no rankings"),
    "sklearn": (sklearn_pairs, "no homes, no rankings"),
    "numpy-distinct": (numpy_distinct, "our way; no rankings"),
}
KERNEL = None


def agree(answer, found):
    totals, places, ranked = found
    expected = np.array(answer["layers"])
    assert (totals == expected).all(), f"counts differ:\n{totals - expected}"
    if places is not None:
        wanted = np.zeros((3, HOMES, HOMES, 6, 4), np.int64)
        for layer, a, b, patterns in answer["places"]:
            wanted[layer, a, b] = patterns
        assert (places == wanted).all(), "counts by homes differ"
    if ranked is not None:
        assert ranked == [answer["nearest"], answer["furthest"]], f"rankings differ:\n{ranked}\n{answer['nearest']}"


def main():
    global KERNEL
    folder, name, *wanted = sys.argv[1:]
    data, answer = read(folder, name)
    n = len(data["home"])
    own = answer["seconds"]
    print(f"{name}: {n} frameworks, {answer['distinct']} distinct, {n * (n - 1) // 2} pairs")
    print(f"{'':16} {'seconds':>10} {'ratio':>9}  does")
    print(f"{'interlex':16} {own:10.4f} {1:9.1f}  everything")
    for peer, (work, does) in PEERS.items():
        if wanted and peer not in wanted:
            continue
        try:
            if peer == "numba":
                KERNEL = numba_kernel()
                small = {key: value[:50] if isinstance(value, np.ndarray) else [it[:50] for it in value]
                         for key, value in data.items()}
                work(small, answer)  # compiled before it is timed
        except ImportError as error:
            print(f"{peer:16} not installed: {error}")
            continue
        times = []
        while len(times) < 5 and sum(times) < 10:
            began = time.perf_counter()
            try:
                found = work(data, answer)
            except ImportError as error:
                print(f"{peer:16} not installed: {error}")
                break
            times.append(time.perf_counter() - began)
        if times:
            agree(answer, found)
            seconds = statistics.median(times)
            print(f"{peer:16} {seconds:10.4f} {seconds / own:9.1f}  {does}", flush=True)


if __name__ == "__main__":
    main()
