# What CI runs and what README tells. `just` lists the recipes.

# list the recipes
default:
    @just --list

# the main job: draw the map of the real graph
map:
    cargo run --release -- map -o out/map.svg

# the explorer: open out/site/index.html
site:
    cargo run --release -- site -o out/site

# when the frameworks of the real graph came
timeline:
    cargo run --release -- timeline -o out/timeline.svg

# how far regions meet, and what is recorded where
charts:
    cargo run --release -- matrix -o out/matrix.svg
    cargo run --release -- coverage -o out/coverage.svg

# the map as a ring, with the list of conflicts
ring:
    cargo run --release -- map --style ring -o out/ring.svg

# the generated list of rules
rules:
    cargo run --release --quiet -- explain rules --format md -o docs/rules.md

# the schemas of the records; those of the answers are written by hand
schemas:
    cargo build --release --quiet
    for kind in $(target/release/interlex schema | cut -d' ' -f1 | grep -v /); do target/release/interlex schema "$kind" -o "schema/records/$kind.schema.json"; done

# the reports of the systems in profiles/
simulations:
    for profile in profiles/*.ron; do cargo run --release --quiet -- simulate "$profile" -o "out/simulate/$(basename "$profile" .ron).md"; done

# the picture for places that do not show SVG
png:
    cargo run --release --features raster -- map -o out/map.png

# all tests
test:
    cargo test

# formatting, lints, docs
lint:
    cargo fmt --check
    cargo clippy --all-targets --all-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --all-features

# time the questions people ask, and what is heavy on generated graphs
bench:
    cargo bench

# all pairs of frameworks, against other programs (pip install numpy numba duckdb polars scikit-learn pyarrow)
bench-pairs:
    cargo bench --bench pairs -- --write target/pairs 200 2000 20000
    for size in 200 2000; do python3 benches/peers/pairs.py target/pairs generated-$size; python3 benches/peers/pairs.py target/pairs distinct-$size; done
    python3 benches/peers/pairs.py target/pairs generated-20000 numba numpy duckdb polars numpy-distinct

# the same work by other programs on the same graphs; `pip install scipy networkit igraph rustworkx networkx` for all of them
bench-peers:
    cargo bench --bench paths -- --write out/bench 20000
    python3 benches/peers/paths.py out/bench
    cargo bench --bench structure -- --write out/bench 2000
    python3 benches/peers/graph.py out/bench

# how time and memory of the commands grow with the graph
bench-growth:
    benches/growth.sh

# write the data in one way, and put right what is certain
tidy:
    cargo run --release --quiet -- check graph --fix
    cargo run --release --quiet -- fmt graph profiles scenarios

# lint the data
check:
    cargo run --release --quiet -- check graph

# licences, sources and bans of dependencies, offline
deny:
    cargo fetch --locked
    cargo deny --offline --all-features check licenses bans sources

# look for inputs that break something: seconds for each target, and which
fuzz seconds="60" *targets:
    fuzz/run {{seconds}} {{targets}}

# every law on a thousand cases
laws:
    PROPTEST_CASES=1000 cargo test --all-features --test laws --test best_paths --test census --test change_laws --test communities --test crosswalk --test fmt --test import_laws --test mappings_laws --test plan --test policy_laws --test robustness --test simulate_laws --test structure --test syntax_laws

# everything CI does
ci:
    .ci/run
