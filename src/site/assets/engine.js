// What the library answers, answered in the browser: status on a day, who is covered, best chains, verdicts, patterns.
// Same rules, same whole-number costs, same order of ties; tests compare the answers.
'use strict';
(() => {
  const data = globalThis.interlex.data;
  const { scales } = data;
  const nodes = data.nodes.map(([id, name, short, aliases, kind, type, layers, topics, panel, evidence, ...own]) => {
    const node = { id, name, short, aliases, kind: data.kinds[kind], type, layers, topics, panel, evidence };
    const names = { framework: ['status', 'dates', 'made', 'patterns'], jurisdiction: ['iso', 'absences'] }[node.kind] || ['status', 'dates'];
    names.forEach((name, at) => { node[name] = own[at]; });
    return node;
  });
  const LAYERS = ['legal', 'technical', 'data'];
  const OVER = new Set(['repealed', 'withdrawn', 'lapsed']);
  const relations = data.relations.map(([group, mechanism, label, strength, cost]) => ({ group, mechanism, label, strength, cost }));
  const links = data.links.map((row, index) => ({
    index, from: row[0], to: row[1], relation: relations[row[2]], layers: row[3] || 0, modality: data.modalities[row[4] || 0], since: row[5] || 0, until: row[6] || 0,
    evidence: row[7] || [], claim: row[8] || '', provisions: row[9] || [null, null],
  }));
  const leaving = nodes.map(() => []);
  const arriving = nodes.map(() => []);
  for (const link of links) {
    leaving[link.from].push(link);
    arriving[link.to].push(link);
  }
  const byId = new Map(nodes.map((node, at) => [node.id, at]));
  const isFramework = (at) => nodes[at].kind === 'framework';
  const isPlace = (at) => nodes[at].kind === 'jurisdiction';
  const isBody = (at) => !isFramework(at) && !isPlace(at);
  const label = (at) => nodes[at].short || nodes[at].name;
  const begun = (date, day) => date > 0 && date <= day;

  /** The grounds of coverage by name: rank (0 is strongest), words, strength, cost. */
  const grounds = new Map(scales.coverage.map(([name, words, strength, cost], rank) => [name, { name, words, strength, cost, rank }]));

  /** The status of a framework or institution on a day; null before its first known date. */
  function statusOn(at, day) {
    const { status, dates } = nodes[at];
    if (!dates) return null;
    const [proposed, adopted, inForce, over] = dates;
    if (isBody(at)) {
      if (begun(over, day)) return 'dissolved';
      if (!proposed && !adopted) return status;
      if (begun(adopted, day)) return 'existing';
      if (!begun(proposed, day)) return null;
      return adopted ? 'proposed' : status;
    }
    const isOver = OVER.has(status);
    if (isOver && !over) return status;
    if (begun(over, day)) return isOver ? status : 'repealed';
    if (!proposed && !adopted && !inForce) return status;
    if (begun(inForce, day)) return status === 'published' ? 'published' : 'in_force';
    if (begun(adopted, day)) {
      if (['published', 'draft', 'proposed'].includes(status)) return status;
      if (status === 'in_force' && !inForce) return 'in_force';
      return isOver ? 'published' : 'adopted';
    }
    if (begun(proposed, day)) return status === 'draft' ? 'draft' : 'proposed';
    return null;
  }

  const exists = (at, day) => {
    if (isPlace(at)) return true;
    const status = statusOn(at, day);
    return status !== null && status !== 'dissolved';
  };
  const applies = (at, day) => {
    const status = statusOn(at, day);
    if (!isFramework(at) || status === null) return false;
    return status === 'in_force' || status === 'published' || (status === 'adopted' && nodes[at].type === 'treaty');
  };
  const holds = (link, day) => (!link.since || link.since <= day) && !begun(link.until, day);
  const stands = (link, day) => link.modality === 'existing' && holds(link, day);
  const belongs = (link) => link.relation.group === 'member_of';
  const isMember = (link) => belongs(link) && link.relation.mechanism !== 'part_of';

  /** Blocs that a jurisdiction belongs to on a day, and what those belong to; ascending. */
  function above(place, day) {
    const found = [place];
    for (let next = 0; next < found.length; next += 1) {
      for (const link of leaving[found[next]]) {
        if (belongs(link) && isPlace(link.to) && stands(link, day) && !found.includes(link.to)) found.push(link.to);
      }
    }
    return found.slice(1).sort((a, b) => a - b);
  }

  function collect(place, via, day, best) {
    const country = ['country', 'sub_national'].includes(nodes[place].type);
    const own = via === null || country;
    const offer = (framework, name, link, through) => {
      if (!applies(framework, day)) return;
      const ground = grounds.get(name);
      const known = best.get(framework);
      const better = !known || ground.strength > known.ground.strength
        || (ground.strength === known.ground.strength && ground.rank < known.ground.rank);
      if (better) best.set(framework, { node: framework, ground, cost: ground.cost, via: through, link });
    };
    for (const link of arriving[place]) {
      if (!stands(link, day)) continue;
      const { group, mechanism } = link.relation;
      const framework = link.from;
      if (group === 'applies_in' && mechanism === 'addressed') {
        offer(framework, 'addressed', link, place);
      } else if ((group === 'applies_in' || group === 'issued_by') && isFramework(framework)) {
        let ground = 'addressed';
        if (own && nodes[framework].made > 1) ground = 'made_jointly';
        else if (via === null) ground = 'made_here';
        else if (group === 'applies_in' && bindsMembers(framework, place)) ground = 'binds_bloc';
        offer(framework, ground, link, via);
      }
    }
    for (const link of leaving[place]) {
      if (!stands(link, day)) continue;
      const { group, mechanism } = link.relation;
      if (group === 'party_to') {
        const waits = statusOn(link.to, day) === 'adopted';
        let ground = 'addressed';
        if (own) ground = mechanism === 'ratified' && waits ? 'signed' : mechanism === 'member' ? 'joined_as_member' : mechanism;
        offer(link.to, ground, link, via);
      } else if (isMember(link) && own && isBody(link.to)) {
        for (const issued of arriving[link.to]) {
          if (issued.relation.group === 'issued_by' && stands(issued, day)) offer(issued.from, 'addressed', issued, link.to);
        }
      }
    }
  }

  function bindsMembers(framework, place) {
    if (nodes[place].iso) return true;
    const binding = nodes[framework].patterns[3];
    return nodes[framework].type !== 'treaty' && binding !== null && binding === data.binding.length - 1;
  }

  /** What applies in a jurisdiction on a day: frameworks and places, ascending, each with its ground. */
  function applicability(place, day) {
    const blocs = above(place, day);
    const best = new Map();
    collect(place, null, day, best);
    for (const bloc of blocs) collect(bloc, bloc, day, best);
    const addressed = grounds.get(scales.addressed);
    const membership = (bloc) => leaving[place].find((link) => belongs(link) && stands(link, day) && link.to === bloc) || null;
    const places = [{ node: place, ground: null, cost: 0, via: null, link: null }];
    for (const bloc of blocs) places.push({ node: bloc, ground: addressed, cost: addressed.cost, via: bloc, link: membership(bloc) });
    const byNode = (a, b) => a.node - b.node;
    return { place, frameworks: [...best.values()].sort(byNode), places: places.sort(byNode) };
  }

  const inLayer = (side, layer) => side.frameworks.filter((it) => nodes[it.node].layers & (1 << layer));
  const recorded = (side, layer) => inLayer(side, layer).filter((it) => it.ground.strength >= scales.recorded);
  const anchors = (side, layer) => [...inLayer(side, layer), ...side.places];
  const touches = (side, at) => side.frameworks.some((it) => it.node === at) || side.places.some((it) => it.node === at);
  function state(side, layer) {
    if (recorded(side, layer).length) return 'recorded';
    return nodes[side.place].absences.some(([of]) => of === layer) ? 'absent' : 'not_assessed';
  }

  const standing = (layer, day) => links.filter((link) => link.layers & (1 << layer)
    && stands(link, day) && exists(link.from, day) && exists(link.to, day));

  /** The links of a layer that a chain may walk: per node the best to each neighbour, ascending; and where it may go on. */
  function network(layer, day) {
    const neighbours = nodes.map(() => []);
    const usable = (at) => !isFramework(at) || applies(at, day);
    for (const link of standing(layer, day)) {
      const { cost } = link.relation;
      if (cost === null || link.from === link.to || !usable(link.from) || !usable(link.to)) continue;
      neighbours[link.from].push({ to: link.to, cost, link });
      neighbours[link.to].push({ to: link.from, cost, link });
    }
    const order = (a, b) => a.to - b.to || a.cost - b.cost || a.link.index - b.link.index;
    const first = (list) => list.sort(order).filter((it, at) => at === 0 || list[at - 1].to !== it.to);
    const conflicts = standing(layer, day).filter((link) => link.relation.group === 'conflict');
    const passable = (at) => !isPlace(at) && !(isFramework(at) && nodes[at].type === 'report');
    return { layer, day, neighbours: neighbours.map(first), conflicts, passable };
  }

  /** By number of links: the best cost of each node and where it was reached from. */
  function rounds(net, from, but) {
    let here = new Map();
    for (const anchor of anchors(from, net.layer)) {
      if (anchor.node === but) continue;
      const known = here.get(anchor.node);
      if (!known || anchor.cost < known.cost) here.set(anchor.node, { cost: anchor.cost, before: null, link: null });
    }
    const cheapest = new Map([...here].map(([at, cell]) => [at, cell.cost]));
    const all = [here];
    for (let hop = 0; hop < scales.hops && here.size; hop += 1) {
      const next = new Map();
      for (const at of [...here.keys()].sort((a, b) => a - b)) {
        if (hop > 0 && !net.passable(at)) continue;
        for (const { to, cost, link } of net.neighbours[at]) {
          const total = here.get(at).cost + cost;
          const known = next.get(to);
          if (!known || total < known.cost) next.set(to, { cost: total, before: at, link });
        }
      }
      for (const [at, cell] of next) {
        if (cheapest.has(at) && cheapest.get(at) <= cell.cost) next.delete(at);
        else cheapest.set(at, cell.cost);
      }
      all.push(next);
      here = next;
    }
    return all;
  }

  /** The best chain between two sides in the layer of a network; null if there is none. */
  function chain(net, from, to) {
    const isPlaceOf = (side, at) => side.places.some((it) => it.node === at);
    const best = rounds(net, from, null);
    const elsewhere = new Map();
    const to_end = (at) => {
      if (!isPlaceOf(from, at) || !net.neighbours[at].length) return best;
      if (!elsewhere.has(at)) elsewhere.set(at, rounds(net, from, at));
      return elsewhere.get(at);
    };
    let found = null;
    for (const end of anchors(to, net.layer)) {
      to_end(end.node).forEach((cells, hops) => {
        const cell = cells.get(end.node);
        if (!cell || (hops === 0 && isPlaceOf(from, end.node) && isPlaceOf(to, end.node))) return;
        const total = cell.cost + end.cost;
        const less = !found || total < found.cost || (total === found.cost
          && (hops < found.hops || (hops === found.hops && end.node < found.end.node)));
        if (less) found = { cost: total, hops, end };
      });
    }
    if (!found) return null;
    const cells = to_end(found.end.node);
    const steps = [];
    let at = found.end.node;
    for (let hop = found.hops; hop > 0; hop -= 1) {
      const { before, link } = cells[hop].get(at);
      steps.unshift({ from: before, to: at, link });
      at = before;
    }
    const start = anchors(from, net.layer).find((anchor) => anchor.node === at);
    return { start, steps, end: found.end, cost: found.cost };
  }

  const onChain = (path) => [path.start.node, ...path.steps.map((step) => step.to)];
  const turned = (path) => path && {
    start: path.end, end: path.start, cost: path.cost,
    steps: path.steps.map(({ from, to, link }) => ({ from: to, to: from, link })).reverse(),
  };

  function verdict(net, a, b, path) {
    const states = [state(a, net.layer), state(b, net.layer)];
    if (states.includes('absent')) return 'absent';
    if (states.includes('not_assessed')) return 'not_assessed';
    if (!path) return 'unlinked';
    if (path.cost <= scales.aligned) return 'aligned';
    return path.cost <= scales.bridged ? 'bridged' : 'weak';
  }

  /** How two jurisdictions stand to each other in a layer on a day: verdict, best chain, conflicts. */
  function assess(a, b, layer, day) {
    const net = network(layer, day);
    const [low, high] = (b < a ? [b, a] : [a, b]).map((place) => applicability(place, day));
    const path = chain(net, low, high);
    const nodesOn = path ? onChain(path) : [];
    const conflicts = net.conflicts.filter(({ from, to }) => {
      const [fromA, fromB, toA, toB] = [touches(low, from), touches(high, from), touches(low, to), touches(high, to)];
      const across = (fromA && toB) || (fromB && toA);
      const inside = (fromA && toA) || (fromB && toB);
      return (across && !inside) || (nodesOn.includes(from) && nodesOn.includes(to));
    });
    const shown = b < a ? turned(path) : path;
    return { verdict: verdict(net, low, high, path), contested: conflicts.length > 0, path: shown, conflicts };
  }

  /** The strength of a chain: the product of its parts. */
  const strength = (path) => [path.start.ground, ...path.steps.map((step) => step.link.relation), path.end.ground]
    .reduce((product, part) => product * (part ? part.strength : 1), 1);

  /** The six patterns of a framework, or of a jurisdiction in a layer on a day; null where not assessed. */
  function profile(at, layer, day) {
    if (isFramework(at)) return { values: nodes[at].patterns, frameworks: [at] };
    const frameworks = recorded(applicability(at, day), layer).map((it) => it.node);
    const of = (pattern) => frameworks.map((it) => nodes[it].patterns[pattern]).filter((value) => value !== null);
    const union = (pattern) => (of(pattern).length ? [...new Set(of(pattern).flat())].sort((a, b) => a - b) : null);
    const most = (pattern) => (of(pattern).length ? Math.max(...of(pattern)) : null);
    const approaches = of(2).sort((a, b) => a - b);
    const middle = approaches.length ? approaches[Math.floor((approaches.length - 1) / 2)] : null;
    return { values: [union(0), union(1), middle, most(3), most(4), union(5)], frameworks };
  }

  /** Compares two values in a pattern: verdict, and for sets what is shared and what only one has. */
  function compare(a, b) {
    if (a === null || b === null) return { verdict: 'unknown' };
    if (!Array.isArray(a)) {
      const apart = Math.abs(a - b);
      return { verdict: apart <= scales.stepCompatible ? 'compatible' : apart <= scales.stepPartial ? 'partial' : 'divergent' };
    }
    const shared = a.filter((it) => b.includes(it));
    const sets = { shared, onlyA: a.filter((it) => !b.includes(it)), onlyB: b.filter((it) => !a.includes(it)) };
    const smaller = Math.min(a.length, b.length);
    if (smaller === 0) return { verdict: a.length === b.length ? 'compatible' : 'divergent', ...sets };
    const enough = shared.length >= scales.setCompatible * smaller;
    return { verdict: enough ? 'compatible' : shared.length ? 'partial' : 'divergent', ...sets };
  }

  globalThis.interlex.engine = {
    LAYERS, nodes, links, byId, label, isFramework, isPlace, isBody, statusOn, exists, applies, holds, stands, above, applicability,
    inLayer, recorded, state, assess, strength, profile, compare, leaving, arriving,
  };
})();
