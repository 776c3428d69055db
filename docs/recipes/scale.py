"""The census and the best chains from exported partitions, in DuckDB: docs/SCALE.md explains it.

    interlex export --format parquet --partition-by layer -o partitions/
    python3 docs/recipes/scale.py partitions/ > answer.json
"""

import json
import sys

import duckdb

folder = sys.argv[1]
db = duckdb.connect()
for table in ("profiles", "anchors", "links"):
    db.execute(f"create view {table} as from read_parquet('{folder}/{table}/*/*.parquet', hive_partitioning = true)")
share, near, far, hops = db.execute(
    f"select set_compatible, step_compatible, step_partial, hop_limit from '{folder}/scales.parquet'").fetchone()

SETS, STEPS = ("objectives", "principles", "components"), ("approach", "binding", "integration")


def verdict_of_sets(name):
    a, b = f"a.{name}_mask", f"b.{name}_mask"
    shared, smaller = f"bit_count({a} & {b})", f"least(bit_count({a}), bit_count({b}))"
    return f"""case when {a} is null or {b} is null then 'unknown'
        when {smaller} = 0 then if({a} = {b}, 'compatible', 'divergent')
        when {shared} >= {share!r}::double * {smaller} then 'compatible'
        when {shared} > 0 then 'partial' else 'divergent' end"""


def verdict_of_steps(name):
    apart = f"abs(a.{name}_step - b.{name}_step)"
    return f"""case when {apart} is null then 'unknown' when {apart} <= {near} then 'compatible'
        when {apart} <= {far} then 'partial' else 'divergent' end"""


# A text made by several jurisdictions has a row for each of them, and counts once in a layer.
db.execute("""create table texts as select distinct layer, framework, objectives_mask, principles_mask, components_mask,
    approach_step, binding_step, integration_step from profiles""")
verdicts = {name: verdict_of_sets(name) for name in SETS} | {name: verdict_of_steps(name) for name in STEPS}
columns = ", ".join(f"{verdict} as {name}" for name, verdict in verdicts.items())
counts = db.execute(f"""
    with pairs as (select a.layer, {columns} from texts a join texts b on a.layer = b.layer and a.framework < b.framework)
    select layer, pattern, verdict, count(*) from (unpivot pairs on {", ".join(verdicts)} into name pattern value verdict)
    group by all order by all""").fetchall()

# The cheapest way from every anchor to every node, one link further each round.
db.execute("""create table found as select distinct layer, node as start, node, 0 as hops, 0::bigint as cost from anchors""")
for hop in range(1, hops + 1):
    onwards = "" if hop == 1 else "and l.passable"
    db.execute(f"""create or replace table found as
        select layer, start, node, min(hops) as hops, min(cost) as cost from (
            from found union all
            select f.layer, f.start, l."to", {hop}, min(f.cost + l.cost)
            from found f join links l on l.layer = f.layer and l."from" = f.node {onwards} group by all)
        group by all""")

# Either both stand on the same text, or a chain leads from what one has to something else that the other has. Being in the
# same bloc, or the bloc itself, is no text. Costs are sums of whole numbers, so the order of adding does not matter.
chains = db.execute("""
    with reached as (
        select a.layer, a.jurisdiction, f.node, min(a.cost + f.cost) as cost
        from anchors a join found f on f.layer = a.layer and f.start = a.node and f.node <> a.node group by all),
    ways as (
        select a.layer, a.jurisdiction as a, b.jurisdiction as b, a.cost + b.cost as cost
        from anchors a join anchors b on a.layer = b.layer and a.node = b.node and a.jurisdiction < b.jurisdiction
        where not (a.place and b.place)
        union all
        select r.layer, r.jurisdiction, b.jurisdiction, r.cost + b.cost
        from reached r join anchors b on b.layer = r.layer and b.node = r.node and r.jurisdiction < b.jurisdiction)
    select layer, a, b, min(cost) from ways group by all order by all""").fetchall()

json.dump({"verdicts": counts, "costs": chains}, sys.stdout)
