# What CI runs and what README tells. `just` lists the recipes.

# list the recipes
default:
    @just --list

# the main job: draw the map of the real graph
map:
    cargo run --release -- map -o out/map.svg

# all tests
test:
    cargo test

# formatting, lints, docs
lint:
    cargo fmt --check
    cargo clippy --all-targets --all-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --all-features

# lint the data
check:
    cargo run --release --quiet -- check graph

# licences, sources and bans of dependencies, offline
deny:
    cargo deny --offline check licenses bans sources

# everything CI does
ci:
    .ci/run
