// The strongest chain between two jurisdictions on a day, layer by layer.
'use strict';
(() => {
  const { engine, state, page } = globalThis.interlex;
  const { nodes, label } = engine;
  const { el } = state;
  const form = document.getElementById('ask');
  const answer = document.getElementById('answer');

  const places = [...nodes.keys()].filter(engine.isPlace).sort((a, b) => nodes[a].name.localeCompare(nodes[b].name, 'en'));
  const select = (name, words) => {
    const control = el('select', { name, change: () => state.change({ [name]: control.value }) },
      el('option', { value: '' }, 'choose …'), places.map((at) => el('option', { value: nodes[at].id }, nodes[at].name)));
    return el('label', {}, `${words} `, control);
  };
  const turn = page.button('Turn round', () => {
    const { a, b } = state.read();
    state.change({ a: b, b: a });
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.append(select('a', 'From'), select('b', 'To'), turn, state.dayControl());
  form.hidden = false;

  const VERDICTS = { not_assessed: 'not assessed' };
  const cites = (numbers) => numbers.map((number) => el('sup', {}, el('a', { href: `sources.html#e${number}` }, String(number))));
  const two = (number) => number.toFixed(2);

  function ground(coverage) {
    if (!coverage.ground || coverage.ground.name === 'made_here') return '';
    const via = coverage.via !== null && coverage.via !== coverage.node ? ` via ${label(coverage.via)}` : '';
    return ` (${coverage.ground.words}${via} ${two(coverage.ground.strength)})`;
  }
  function chainWords(path, a, b) {
    const parts = [label(a)];
    if (path.start.ground) parts.push(`${ground(path.start)} › `, state.nodeLink(path.start.node));
    for (const { to, link } of path.steps) {
      parts.push(` —${link.relation.label} ${two(link.relation.strength)}`, ...cites(link.evidence), '— ', state.nodeLink(to));
    }
    if (path.end.ground) parts.push(` ‹ ${label(b)}${ground(path.end)}`);
    return parts;
  }
  function weakest(path, a, b) {
    const covered = (coverage, place, leaving) => coverage.ground && {
      words: coverage.ground.words, strength: coverage.ground.strength,
      ends: leaving ? [place, coverage.node] : [coverage.node, place],
    };
    const steps = [covered(path.start, a, true),
      ...path.steps.map(({ from, to, link }) => ({ words: link.relation.label, strength: link.relation.strength, ends: [from, to] })),
      covered(path.end, b, false)].filter(Boolean);
    return steps.reduce((least, step) => (least && least.strength <= step.strength ? least : step), null);
  }
  function lacks(place, layer, day) {
    const side = engine.applicability(place, day);
    const kind = engine.state(side, layer);
    if (kind === 'not_assessed') return [el('p', {}, `Nothing is recorded for ${label(place)} in this layer.`)];
    if (kind === 'recorded') return [];
    return nodes[place].absences.filter(([of]) => of === layer)
      .map(([, what, numbers]) => el('p', {}, `${label(place)} lacks ${what}.`, cites(numbers)));
  }
  function section(a, b, layer, day) {
    const { verdict, contested, path, conflicts } = engine.assess(a, b, layer, day);
    const name = engine.LAYERS[layer];
    const title = `${name[0].toUpperCase()}${name.slice(1)} layer: ${VERDICTS[verdict] || verdict}${contested ? ', contested' : ''}`;
    const parts = [el('h2', { id: name, 'data-verdict': verdict }, title)];
    if (verdict === 'not_assessed' || verdict === 'absent') parts.push(...lacks(a, layer, day), ...lacks(b, layer, day));
    else if (!path) parts.push(el('p', {}, 'No chain of alignment or reference links joins what applies in the two.'));
    if (path) {
      const least = weakest(path, a, b);
      const below = least ? `strength ${two(engine.strength(path))}; weakest: ${least.words} ${two(least.strength)} (${least.ends.map(label).join(' – ')})` : '';
      parts.push(el('p', { class: 'chain' }, chainWords(path, a, b)), el('p', { class: 'dim' }, below));
    }
    if (conflicts.length) {
      parts.push(el('ul', {}, conflicts.map((link) => el('li', {}, el('span', { class: 'warn' }, link.relation.label), ': ',
        state.nodeLink(link.from), ' ✕ ', state.nodeLink(link.to), `. ${link.claim}`, cites(link.evidence)))));
    }
    const numbers = [...new Set([...(path ? path.steps.flatMap((step) => step.link.evidence) : []), ...conflicts.flatMap((link) => link.evidence)])];
    if (numbers.length) parts.push(el('details', {}, el('summary', {}, 'Sources'), page.evidenceList(numbers.sort((x, y) => x - y))));
    return el('section', { 'aria-labelledby': name }, parts);
  }

  let title = document.title;
  state.onChange((on) => {
    for (const name of ['a', 'b']) form.elements[name].value = engine.byId.has(on[name]) ? on[name] : '';
    const [a, b] = [on.a, on.b].map((id) => engine.byId.get(id)).map((at) => (at !== undefined && engine.isPlace(at) ? at : undefined));
    if (a === undefined || b === undefined) return answer.replaceChildren(el('p', { class: 'dim' }, 'Choose two jurisdictions.'));
    if (a === b) return answer.replaceChildren(el('p', {}, `Both ends are ${nodes[a].name}; choose two jurisdictions.`));
    const day = state.dayOf(on);
    document.title = `${label(a)} to ${label(b)} · interlex`;
    return answer.replaceChildren(el('p', { class: 'lead' }, state.nodeLink(a), ' to ', state.nodeLink(b), `, as of ${state.dayText(day)}. A research aid, not legal advice.`),
      ...engine.LAYERS.map((_, layer) => section(a, b, layer, day)),
      el('p', { class: 'tools' }, el('a', { href: `compare.html#a=${nodes[a].id}&b=${nodes[b].id}` }, 'Compare the two in the six patterns')));
  });
  state.start();
})();
